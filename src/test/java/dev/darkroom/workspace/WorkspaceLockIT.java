package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.ChildJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockIT {

    @TempDir
    Path folder;

    @Test
    void a_second_taker_in_this_process_gets_nothing_until_the_first_lets_go() throws IOException {
        Workspace workspace = new Workspace(folder.resolve("home"));
        try (WorkspaceLock first = WorkspaceLock.tryTake(workspace).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
            assertThat(WorkspaceLock.holder(workspace))
                    .isEqualTo("process " + ProcessHandle.current().pid());
        }
        try (WorkspaceLock second = WorkspaceLock.tryTake(workspace).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void another_process_is_told_who_holds_it_and_a_kill_frees_it() throws Exception {
        Workspace workspace = new Workspace(folder.resolve("home"));
        try (ChildJvm child = new ChildJvm(LockHolder.class, workspace.home().toString())) {
            assertThat(child.line()).isEqualTo("held: true");
            assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
            assertThat(WorkspaceLock.holder(workspace)).isEqualTo("process " + child.pid());
            child.kill();
            try (WorkspaceLock freed = WorkspaceLock.tryTake(workspace).orElseThrow();
                    ChildJvm second =
                            new ChildJvm(LockHolder.class, workspace.home().toString())) {
                assertThat(freed).isNotNull();
                assertThat(second.line()).isEqualTo("held: false");
            }
        }
    }

    @Test
    void a_run_keeps_other_runs_out_before_it_has_the_ledger_and_readers_keep_out_none() throws IOException {
        Workspace workspace = new Workspace(folder.resolve("home"));
        WorkspaceLock reader = WorkspaceLock.tryTake(workspace).orElseThrow();
        try (WorkspaceLock run = WorkspaceLock.tryRun(workspace).orElseThrow()) {
            assertThat(run.tryWork()).isFalse();
            assertThat(WorkspaceLock.tryRun(workspace)).isEmpty();
            reader.close();
            assertThat(run.tryWork()).isTrue();
            assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
        }
    }

    @Test
    void one_that_locks_the_whole_file_as_earlier_versions_did_is_a_run() throws IOException {
        Workspace workspace = new Workspace(folder.resolve("home"));
        WorkspaceLock.tryTake(workspace).orElseThrow().close();
        try (FileChannel earlier = FileChannel.open(workspace.lock(), StandardOpenOption.WRITE)) {
            assertThat(earlier.tryLock()).isNotNull();
            assertThat(WorkspaceLock.tryRun(workspace)).isEmpty();
            assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
        }
        try (WorkspaceLock run = WorkspaceLock.tryRun(workspace).orElseThrow();
                FileChannel earlier = FileChannel.open(workspace.lock(), StandardOpenOption.WRITE)) {
            assertThat(run).isNotNull();
            assertThatThrownBy(earlier::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
    }

    /** Takes the lock, says so, and stays until it is killed. */
    static final class LockHolder {
        public static void main(String[] arguments) throws IOException {
            Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(new Workspace(Path.of(arguments[0])));
            System.out.println("held: " + lock.isPresent());
            int end = System.in.read();
            System.exit(end == -1 ? 0 : 1);
        }
    }
}
