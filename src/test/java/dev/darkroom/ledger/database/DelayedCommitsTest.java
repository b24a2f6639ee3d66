package dev.darkroom.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DelayedCommitsTest {

    private static final String DELAY = String.valueOf(DelayedCommits.DELAY.toMillis());

    @TempDir
    private Path folder;

    private LedgerDatabase database;
    private JdbcTemplate jdbc;
    private DelayedCommits delayed;

    @BeforeEach
    void open() {
        database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
        jdbc = new JdbcTemplate(database.dataSource());
        delayed = new DelayedCommits(jdbc);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_fresh_ledger_writes_its_commits_at_once() throws IOException {
        assertThat(delay()).isEqualTo("0");
        commit(1);
        assertThat(positionsInFile()).isEqualTo(1);
    }

    @Test
    void the_delay_lasts_until_each_that_began_it_has_ended() {
        delayed.begin();
        delayed.begin();
        delayed.end();
        assertThat(delay()).isEqualTo(DELAY);

        delayed.end();
        assertThat(delay()).isEqualTo("0");
    }

    @Test
    void what_was_delayed_is_in_the_file_when_the_delay_has_ended() throws IOException {
        delayed.begin();
        for (int run = 1; run <= 500; run++) {
            commit(run);
        }
        delayed.end();

        assertThat(positionsInFile()).isEqualTo(500);
    }

    @Test
    void a_ledger_that_was_killed_meanwhile_writes_at_once_when_it_is_opened_again() throws IOException {
        delayed.begin();
        Path copy = copy();
        try (LedgerDatabase again = LedgerDatabase.open(copy, "1.2.3")) {
            assertThat(delay(new JdbcTemplate(again.dataSource()))).isEqualTo("0");
        }
    }

    @Test
    void a_ledger_that_closed_itself_is_no_failure() {
        delayed.begin();
        database.close();

        assertThatCode(delayed::end).doesNotThrowAnyException();
    }

    private void commit(int run) {
        jdbc.update("insert into journal_position (run, bytes) values (?, 0)", run);
    }

    private String delay() {
        return delay(jdbc);
    }

    private static String delay(JdbcTemplate jdbc) {
        return String.valueOf(jdbc.queryForObject(
                "select distinct setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'",
                String.class));
    }

    /** What a process would find that starts after this one was killed. */
    private int positionsInFile() throws IOException {
        DataSource found = new DriverManagerDataSource("jdbc:h2:file:" + copy(), "sa", "");
        Integer count = new JdbcTemplate(found).queryForObject("select count(*) from journal_position", Integer.class);
        return count == null ? -1 : count;
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("copy");
        Files.copy(folder.resolve("ledger.mv.db"), folder.resolve("copy.mv.db"));
        return copy;
    }
}
