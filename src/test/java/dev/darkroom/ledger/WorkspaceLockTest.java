package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockTest {

    @TempDir
    Path folder;

    @Test
    void a_second_taker_in_this_process_gets_nothing_until_the_first_lets_go() throws IOException {
        Workspace workspace = new Workspace(folder.resolve("home"));
        try (WorkspaceLock first = WorkspaceLock.tryTake(workspace).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
            assertThat(WorkspaceLock.holder(workspace))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
        try (WorkspaceLock second = WorkspaceLock.tryTake(workspace).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void another_process_is_told_who_holds_it_and_a_kill_frees_it() throws Exception {
        Workspace workspace = new Workspace(folder.resolve("home"));
        try (ChildJvm child = new ChildJvm(Holder.class, workspace.home().toString())) {
            assertThat(child.line()).isEqualTo("held: true");
            assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
            assertThat(WorkspaceLock.holder(workspace)).isEqualTo(Long.toString(child.pid()));
            child.kill();
            try (WorkspaceLock freed = WorkspaceLock.tryTake(workspace).orElseThrow();
                    ChildJvm second =
                            new ChildJvm(Holder.class, workspace.home().toString())) {
                assertThat(freed).isNotNull();
                assertThat(second.line()).isEqualTo("held: false");
            }
        }
    }

    /** Takes the lock, says so, and stays until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(new Workspace(Path.of(arguments[0])));
            System.out.println("held: " + lock.isPresent());
            int end = System.in.read();
            System.exit(end == -1 ? 0 : 1);
        }
    }
}
