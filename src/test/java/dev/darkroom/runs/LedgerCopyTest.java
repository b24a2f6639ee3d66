package dev.darkroom.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LedgerCopyTest {

    @TempDir
    Path home;

    @Test
    void what_a_killed_reader_left_is_swept_and_what_is_read_stays() throws IOException {
        Workspace workspace = workspace();
        Path killed = left("copy-1", Duration.ZERO, "ledger.mv.db", "lock");
        Path earlierVersions = left("copy-2", Duration.ofHours(2), "ledger.mv.db");
        Path notLockedYet = left("copy-3", Duration.ZERO);

        try (LedgerCopy copy = LedgerCopy.of(workspace, JsonMapper.shared())) {
            assertThat(copy.database()).isNotNull();
            assertThat(killed).doesNotExist();
            assertThat(earlierVersions).doesNotExist();
            assertThat(notLockedYet).exists();
            CopyFolder.sweep(workspace, Instant.now());
            assertThat(copies()).hasSize(2).contains(notLockedYet);
        }
        assertThat(copies()).containsExactly(notLockedYet);
    }

    @Test
    void what_a_killed_plan_left_of_the_simulator_is_swept_by_the_next_plan_and_run() throws IOException {
        Workspace workspace = workspace();
        Path killed = left("simulator-copy-1", Duration.ZERO, "lock", "simulator/requests.jsonl");
        try (CopyFolder books = CopyFolder.in(workspace, CopyFolder.SIMULATOR);
                LedgerCopy ledger = LedgerCopy.of(workspace, JsonMapper.shared())) {
            assertThat(killed).doesNotExist();
            assertThat(books.path()).exists().hasParent(home);
            assertThat(ledger.database()).isNotNull();
        }
        Path again = left("simulator-copy-1", Duration.ZERO, "lock", "simulator/requests.jsonl");
        RunFolder.sweep(workspace, Instant.now());
        assertThat(again).doesNotExist();
    }

    @Test
    void a_start_that_holds_the_workspace_sweeps_too() throws IOException {
        Workspace workspace = workspace();
        Path killed = left("copy-1", Duration.ZERO, "ledger.mv.db", "lock");
        RunFolder.sweep(workspace, Instant.now());
        assertThat(killed).doesNotExist();
    }

    @Test
    void a_copy_that_cannot_be_opened_is_not_left_behind() throws IOException {
        Files.writeString(home.resolve("ledger.mv.db"), "this is no ledger, but it is long enough".repeat(500));
        assertThatThrownBy(() -> LedgerCopy.of(new Workspace(home), JsonMapper.shared()))
                .isInstanceOf(LedgerException.class);
        assertThat(copies()).isEmpty();
    }

    private Workspace workspace() {
        Workspace workspace = new Workspace(home);
        LedgerDatabase.open(workspace.ledger(), "1.2.3").close();
        return workspace;
    }

    private Path left(String name, Duration ago, String... files) throws IOException {
        Path folder = Files.createDirectory(home.resolve(name));
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).resolveSibling(""));
            Files.writeString(folder.resolve(file), "");
        }
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(ago)));
        return folder;
    }

    private List<Path> copies() throws IOException {
        try (var folders = Files.list(home)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("copy-"))
                    .toList();
        }
    }
}
