package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockTest {

    private final Workspace workspace;

    WorkspaceLockTest(@TempDir Path folder) {
        workspace = Workspace.find(folder.resolve("home").toString(), folder);
    }

    /** Another user's, whose file may be deleted and not written, is as one that is a folder. */
    @Test
    void who_holds_it_is_for_people_alone_and_keeps_nobody_from_it() throws IOException {
        Files.createDirectories(workspace.home().resolve("lock.pid"));

        Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(workspace);

        assertThat(lock).isPresent();
        lock.orElseThrow().close();
        WorkspaceLock.tryTake(workspace).orElseThrow().close();
        assertThat(WorkspaceLock.holder(workspace))
                .isEqualTo("process " + ProcessHandle.current().pid());
    }

    @Test
    void what_cannot_be_removed_is_told_in_a_sentence() throws IOException {
        Path holder = Files.createDirectories(workspace.home().resolve("lock.pid"));
        Files.createFile(holder.resolve("x"));

        assertThatThrownBy(() -> WorkspaceLock.tryTake(workspace))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith(
                        "the workspace " + workspace.home() + " cannot be used: " + holder + " cannot be")
                .hasMessageEndingWith("; or name another workspace by DARKROOM_HOME");
        Files.delete(holder.resolve("x"));
        WorkspaceLock.tryTake(workspace).orElseThrow().close();
    }
}
