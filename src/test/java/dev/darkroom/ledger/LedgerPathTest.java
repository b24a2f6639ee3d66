package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tests paths, since the database reads more into its address than a path: the ledger must lie where the path says, or
 * nowhere.
 */
@Tag("h2")
class LedgerPathTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with spaces",
                "100%25",
                "%HOME%",
                "~",
                "~root",
                "-dash",
                "nähstube-写真",
                "a=b&c",
                "'quoted'",
                "#hash!",
                "{{run}}",
                "$HOME",
                "${user.home}",
                "trailing."
            })
    void the_ledger_lies_where_its_path_says(String name) throws IOException {
        opens(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nio:x",
                "zip:a.zip!",
                "mem:x",
                "classpath:x",
                "nioMemFS:x",
                "split:20:x",
                "file:x",
                "tcp://host",
                "a\"b",
                "a?b",
                "a*b",
                "a|b",
                "two\nlines"
            })
    void so_it_does_in_folders_that_only_a_unix_has(String name) throws IOException {
        Assumptions.assumeTrue(File.separatorChar == '/');
        opens(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;INIT=RUNSCRIPT FROM 'x.sql'", ";", "a;CIPHER=AES", "a;"})
    void a_semicolon_sets_nothing(String name) throws IOException {
        refused(name);
    }

    @Test
    void a_backslash_of_a_unix_begins_no_other_folder() throws IOException {
        Assumptions.assumeTrue(File.separatorChar == '/');
        refused("a\\b");
    }

    private void opens(String name) throws IOException {
        Workspace workspace = new Workspace(folder.resolve(name).resolve(".darkroom"));
        for (int start = 0; start < 2; start++) {
            try (LedgerDatabase database = LedgerDatabase.open(workspace.ledger(), "1.2.3")) {
                database.buildIndexes();
                assertThat(JdbcClient.create(database.dataSource())
                                .sql("select count(*) from run")
                                .query(Integer.class)
                                .single())
                        .isZero();
            }
        }
        assertThat(Files.size(workspace.ledgerFile())).isPositive();
        assertThat(files()).containsExactly(workspace.ledgerFile());
    }

    private void refused(String name) throws IOException {
        Workspace workspace = new Workspace(folder.resolve(name).resolve(".darkroom"));
        assertThatThrownBy(() -> LedgerDatabase.open(workspace.ledger(), "1.2.3"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining(workspace.ledgerFile().toString())
                .hasMessageContaining("DARKROOM_HOME");
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
