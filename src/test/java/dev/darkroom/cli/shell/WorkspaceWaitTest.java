package dev.darkroom.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceWaitTest {

    private final Workspace workspace;
    private final StringWriter err = new StringWriter();
    private Duration waited = Duration.ZERO;

    WorkspaceWaitTest(@TempDir Path folder) {
        workspace = new Workspace(folder.resolve("home"));
    }

    @Test
    void a_free_workspace_is_taken_at_once() throws Exception {
        try (WorkspaceLock run =
                letGoAfter(Duration.ofHours(1), null).forRun(workspace).orElseThrow()) {
            assertThat(run).isNotNull();
        }
        try (WorkspaceLock moment =
                letGoAfter(Duration.ofHours(1), null).forMoment(workspace).orElseThrow()) {
            assertThat(moment).isNotNull();
        }
        assertThat(waited).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_run_waits_for_a_reader_and_says_so_once() throws Exception {
        WorkspaceLock reader = WorkspaceLock.tryTake(workspace).orElseThrow();

        Optional<WorkspaceLock> run = letGoAfter(Duration.ofSeconds(12), reader).forRun(workspace);

        assertThat(run).isPresent();
        assertThat(waited).isEqualTo(Duration.ofSeconds(12));
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(
                        workspace.home().toString(),
                        "process " + ProcessHandle.current().pid(),
                        "600 s at most");
        assertThat(WorkspaceLock.tryTake(workspace)).isEmpty();
        run.orElseThrow().close();
    }

    @Test
    void a_run_waits_for_a_ledger_that_is_upgraded() throws Exception {
        WorkspaceLock upgrading = WorkspaceLock.tryTake(workspace).orElseThrow();

        Optional<WorkspaceLock> run =
                letGoAfter(Duration.ofMinutes(5), upgrading).forRun(workspace);

        assertThat(run).isPresent();
        run.orElseThrow().close();
    }

    @Test
    void a_moments_work_waits_for_a_reader_too() throws Exception {
        WorkspaceLock reader = WorkspaceLock.tryTake(workspace).orElseThrow();

        Optional<WorkspaceLock> moment =
                letGoAfter(Duration.ofSeconds(2), reader).forMoment(workspace);

        assertThat(moment).isPresent();
        moment.orElseThrow().close();
    }

    @Test
    void a_reader_that_never_ends_is_not_waited_for_for_ever_and_leaves_room_for_the_next_run() throws Exception {
        try (WorkspaceLock reader = WorkspaceLock.tryTake(workspace).orElseThrow()) {
            assertThat(letGoAfter(Duration.ofHours(1), null).forRun(workspace)).isEmpty();
            assertThat(waited).isEqualTo(WorkspaceWait.MAX_OF_RUN);
            waited = Duration.ZERO;
            assertThat(letGoAfter(Duration.ofHours(1), null).forMoment(workspace))
                    .isEmpty();
            assertThat(waited).isEqualTo(WorkspaceWait.MAX);
            assertThat(reader).isNotNull();
        }
        try (WorkspaceLock run =
                letGoAfter(Duration.ofHours(1), null).forRun(workspace).orElseThrow()) {
            assertThat(run).isNotNull();
        }
    }

    @Test
    void another_run_is_waited_for_by_nobody() throws Exception {
        try (WorkspaceLock run =
                letGoAfter(Duration.ofHours(1), null).forRun(workspace).orElseThrow()) {
            assertThat(letGoAfter(Duration.ofHours(1), null).forRun(workspace)).isEmpty();
            assertThat(letGoAfter(Duration.ofHours(1), null).forMoment(workspace))
                    .isEmpty();
            assertThat(run).isNotNull();
        }
        assertThat(waited).isLessThan(Duration.ofSeconds(1));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_run_that_waits_for_a_reader_keeps_other_runs_out() throws Exception {
        try (WorkspaceLock reader = WorkspaceLock.tryTake(workspace).orElseThrow();
                WorkspaceLock waiting = WorkspaceLock.tryRun(workspace).orElseThrow()) {
            assertThat(waiting.tryWork()).isFalse();
            assertThat(letGoAfter(Duration.ofHours(1), reader).forRun(workspace))
                    .isEmpty();
        }
        assertThat(waited).isLessThan(Duration.ofSeconds(1));
    }

    /** Waits no real time; the holder lets go once so much has passed. */
    private WorkspaceWait letGoAfter(Duration time, @Nullable WorkspaceLock holder) {
        return new WorkspaceWait(
                pause -> {
                    waited = waited.plus(pause);
                    if (holder != null && waited.compareTo(time) >= 0) {
                        close(holder);
                    }
                },
                new PrintWriter(err, true));
    }

    private static void close(WorkspaceLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
