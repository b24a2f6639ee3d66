package dev.darkroom.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.rows.LedgerException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Tag("h2")
class LedgerDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void a_ledger_of_a_newer_version_is_refused_by_name_and_left_alone() {
        try (LedgerDatabase database = open()) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("update darkroom set schema_version = 8, written_by = 'Darkroom 9.9'")
                    .update();
            jdbc.sql("alter table picture rename to photograph").update();
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(NewerLedgerException.class)
                .hasMessageContaining("was written by Darkroom 9.9 (layout 8); this version knows layout 7")
                .hasMessageContaining(file().toString());
        assertThat(tables()).contains("PHOTOGRAPH").doesNotContain("PICTURE");
    }

    @Test
    void one_that_was_opened_briefly_is_made_smaller_only_by_whoever_opens_it_for_long() throws IOException {
        try (LedgerDatabase database = LedgerDatabase.openBriefly(file(), "1.2.3")) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            for (int state = 0; state < 200; state++) {
                jdbc.sql("update darkroom set written_by = ?")
                        .param("writer " + state)
                        .update();
            }
        }
        long left = Files.size(folder.resolve("ledger.mv.db"));
        LedgerDatabase.openBriefly(file(), "1.2.3").close();
        assertThat(Files.size(folder.resolve("ledger.mv.db"))).isGreaterThanOrEqualTo(left);

        open().close();
        assertThat(Files.size(folder.resolve("ledger.mv.db"))).isLessThan(left / 2);
    }

    @Test
    void a_ledger_that_was_cut_is_refused_with_a_cause_in_words() throws IOException {
        open().close();
        Path stored = folder.resolve("ledger.mv.db");
        Files.write(stored, Arrays.copyOf(Files.readAllBytes(stored), 100));

        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot open the ledger " + stored)
                .hasMessageNotContaining("null");
    }

    @Test
    void a_ledger_of_the_first_layout_is_upgraded_and_stays_as_it_was_beside_it() throws IOException {
        LedgerLayout.run("schema-1.sql", plain("ledger"));
        JdbcClient before = JdbcClient.create(plain("ledger"));
        before.sql("insert into darkroom values (1)").update();
        before.sql(
                        "insert into run (id, job, service, manifest, manifest_sha256, output, sent, delimiter, kept_columns,"
                                + " state, created_at) values ('old', 'j', 's', 'm', ?, 'o', '{}', ',', '[]', 'STOPPED', 0)")
                .param("0".repeat(64))
                .update();
        for (int start = 0; start < 2; start++) {
            try (LedgerDatabase database = open()) {
                JdbcClient jdbc = JdbcClient.create(database.dataSource());
                assertThat(jdbc.sql("select id from run").query(String.class).list())
                        .containsExactly("old");
                assertThat(jdbc.sql("select written_by from darkroom where schema_version = 7")
                                .query(String.class)
                                .list())
                        .containsExactly("Darkroom 1.2.3");
                assertThat(jdbc.sql("select count(*) from journal_position where bytes is null")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1);
            }
        }
        assertThat(Files.exists(folder.resolve("ledger-layout-1.mv.db"))).isTrue();
        assertThat(JdbcClient.create(plain("ledger-layout-1"))
                        .sql("select schema_version from darkroom")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }

    @Test
    void a_ledger_of_the_second_layout_keeps_its_purchases_and_learns_to_keep_tries() throws IOException {
        LedgerLayout.run("schema-2.sql", plain("ledger"));
        JdbcClient before = JdbcClient.create(plain("ledger"));
        before.sql("insert into darkroom values (2, 'Darkroom 1.2.2')").update();
        before.sql("insert into purchase (row_key, attempt, state, sends, request_id, intent_at)"
                        + " values (4294967297, 1, 3, 1, 'r-1', 0)")
                .update();
        for (int start = 0; start < 2; start++) {
            try (LedgerDatabase database = open()) {
                JdbcClient jdbc = JdbcClient.create(database.dataSource());
                assertThat(jdbc.sql("select request_id from purchase where throttled = 0")
                                .query(String.class)
                                .list())
                        .containsExactly("r-1");
                assertThat(jdbc.sql("select written_by from darkroom where schema_version = 7")
                                .query(String.class)
                                .list())
                        .containsExactly("Darkroom 1.2.3");
            }
        }
        assertThat(tables()).contains("TRIED", "LEARNED_RATE");
        assertThat(Files.exists(folder.resolve("ledger-layout-2.mv.db"))).isTrue();
    }

    /** Holds a ledger to be the same whether it is new or was brought up to date. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void an_upgraded_ledger_has_the_columns_of_a_new_one(int layout) {
        LedgerLayout.run("schema-" + layout + ".sql", plain("ledger"));
        JdbcClient.create(plain("ledger"))
                .sql("insert into darkroom (schema_version) values (?)")
                .param(layout)
                .update();
        open().close();
        LedgerLayout.run("schema.sql", plain("new"));
        assertThat(columns("ledger")).isEqualTo(columns("new"));
    }

    @Test
    void an_upgrade_that_died_goes_on_and_keeps_the_first_copy() throws IOException {
        LedgerLayout.run("schema-1.sql", plain("ledger"));
        JdbcClient.create(plain("ledger"))
                .sql("insert into darkroom values (1)")
                .update();
        JdbcClient.create(plain("ledger"))
                .sql("alter table darkroom add column written_by varchar(100)")
                .update();
        Files.writeString(folder.resolve("ledger-layout-1.mv.db"), "the first copy");
        try (LedgerDatabase database = open()) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("select schema_version from darkroom")
                            .query(Integer.class)
                            .list())
                    .containsExactly(LedgerLayout.CURRENT);
        }
        assertThat(Files.readString(folder.resolve("ledger-layout-1.mv.db"))).isEqualTo("the first copy");
    }

    @Test
    void opening_it_again_keeps_what_is_in_it() {
        open().close();
        try (LedgerDatabase database = open()) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("select schema_version from darkroom")
                            .query(Integer.class)
                            .list())
                    .containsExactly(LedgerLayout.CURRENT);
            database.buildIndexes();
            database.buildIndexes();
        }
    }

    @Test
    void rows_that_are_staged_go_into_no_index_but_their_own() {
        try (LedgerDatabase database = open()) {
            database.buildIndexes();
            assertThat(indexes(database)).contains("ROW_STATE_BY_STATE", "ROW_LOOK_UP_BY_HASH");
            assertThat(indexesOfRows(database)).hasSize(1);
        }
    }

    @Test
    void an_upgraded_ledger_gives_up_the_indexes_that_staging_would_keep_up() {
        LedgerLayout.run("schema-5.sql", plain("ledger"));
        JdbcClient before = JdbcClient.create(plain("ledger"));
        before.sql("insert into darkroom values (5, 'Darkroom 1.2.2')").update();
        before.sql("create index row_input_by_key on row_input (input_key, row_key)")
                .update();
        before.sql("create index row_input_by_id on row_input (id_hash, row_key)")
                .update();
        before.sql("create index row_input_by_redo on row_input (redo_of)").update();
        try (LedgerDatabase database = open()) {
            assertThat(indexesOfRows(database)).hasSize(1);
        }
    }

    private static List<String> indexesOfRows(LedgerDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("select index_name from information_schema.indexes where table_name = 'ROW_INPUT'")
                .query(String.class)
                .list();
    }

    @Test
    void an_index_that_only_an_earlier_version_used_is_given_up() {
        try (LedgerDatabase database = open()) {
            JdbcClient.create(database.dataSource())
                    .sql("create index row_input_by_name on row_input (name_hash, row_key)")
                    .update();
            database.buildIndexes();
            assertThat(indexes(database)).doesNotContain("ROW_INPUT_BY_NAME");
        }
    }

    private static List<String> indexes(LedgerDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("select index_name from information_schema.indexes")
                .query(String.class)
                .list();
    }

    @Test
    void a_file_that_is_no_ledger_is_refused_by_name() throws IOException {
        Files.writeString(folder.resolve("ledger.mv.db"), "this is no ledger, but it is long enough".repeat(500));
        assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("ledger.mv.db");
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path ledger = folder.resolve("home/ledger");
        LedgerDatabase.open(ledger, "1.2.3").close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(ledger + ".mv.db"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ledger.getParent())))
                .isEqualTo("rwx------");
    }

    private LedgerDatabase open() {
        return LedgerDatabase.open(file(), "1.2.3");
    }

    private DataSource plain(String name) {
        String url = "jdbc:h2:file:" + folder.resolve(name).toAbsolutePath();
        return new DriverManagerDataSource(url, "sa", "");
    }

    private List<String> tables() {
        return JdbcClient.create(plain("ledger"))
                .sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
                .query(String.class)
                .list();
    }

    private List<String> columns(String name) {
        return JdbcClient.create(plain(name))
                .sql("select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                        + " from information_schema.columns where table_schema = 'PUBLIC' order by 1")
                .query(String.class)
                .list();
    }

    private Path file() {
        return folder.resolve("ledger");
    }
}
