package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LedgerDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void a_ledger_of_a_newer_version_is_refused_by_name_and_left_alone() {
        try (LedgerDatabase database = LedgerDatabase.open(file())) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("update darkroom set schema_version = 7").update();
            jdbc.sql("alter table picture rename to photograph").update();
        }
        assertThatThrownBy(() -> LedgerDatabase.open(file()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("newer Darkroom (layout 7, this one knows 1)")
                .hasMessageContaining(file().toString());
        assertThat(tables()).contains("PHOTOGRAPH").doesNotContain("PICTURE");
    }

    @Test
    void opening_it_again_keeps_what_is_in_it() {
        LedgerDatabase.open(file()).close();
        try (LedgerDatabase database = LedgerDatabase.open(file())) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("select schema_version from darkroom")
                            .query(Integer.class)
                            .list())
                    .containsExactly(LedgerDatabase.SCHEMA_VERSION);
            database.buildIndexes();
            database.buildIndexes();
        }
    }

    @Test
    void a_file_that_is_no_ledger_is_refused_by_name() throws IOException {
        Files.writeString(folder.resolve("ledger.mv.db"), "this is no ledger, but it is long enough".repeat(500));
        assertThatThrownBy(() -> LedgerDatabase.open(file()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("ledger.mv.db");
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path ledger = folder.resolve("home/ledger");
        LedgerDatabase.open(ledger).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(ledger + ".mv.db"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ledger.getParent())))
                .isEqualTo("rwx------");
    }

    private List<String> tables() {
        String url = "jdbc:h2:file:" + file().toAbsolutePath();
        return JdbcClient.create(new DriverManagerDataSource(url, "sa", ""))
                .sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
                .query(String.class)
                .list();
    }

    private Path file() {
        return folder.resolve("ledger");
    }
}
