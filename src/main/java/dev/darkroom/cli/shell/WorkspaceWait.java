package dev.darkroom.cli.shell;

import dev.darkroom.pace.Sleeper;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the workspace's lock, and waits for it while the process that holds it only reads or writes a little: a night must
 * not be lost since somebody called for the status in the second in which it began. Another run is not waited for.
 */
final class WorkspaceWait {

    static final Duration MAX = Duration.ofSeconds(30);

    /**
     * The longest wait of a run: the first command of a new version upgrades the ledger, which takes minutes if it
     * holds millions of rows.
     */
    static final Duration MAX_OF_RUN = Duration.ofMinutes(10);

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Sleeper sleeper;
    private final PrintWriter err;

    WorkspaceWait(Sleeper sleeper, PrintWriter err) {
        this.sleeper = sleeper;
        this.err = err;
    }

    /** Takes it for a run; returns nothing if another run holds it, at once, or anybody else for too long. */
    Optional<WorkspaceLock> forRun(Workspace workspace) throws IOException, InterruptedException {
        Optional<WorkspaceLock> lock = WorkspaceLock.tryRun(workspace);
        if (lock.isEmpty()) {
            // It may have been somebody who only looked whether a run is there, as below.
            sleeper.sleep(INTERVAL);
            lock = WorkspaceLock.tryRun(workspace);
        }
        return lock.isEmpty() ? lock : awaitWork(workspace, lock.get());
    }

    private Optional<WorkspaceLock> awaitWork(Workspace workspace, WorkspaceLock run)
            throws IOException, InterruptedException {
        boolean taken = false;
        try {
            taken = await(workspace, MAX_OF_RUN, () -> run.tryWork() ? Optional.of(run) : Optional.empty())
                    .isPresent();
        } finally {
            if (!taken) {
                run.close();
            }
        }
        return taken ? Optional.of(run) : Optional.empty();
    }

    /** Takes it for a moment; returns nothing if a run holds it, at once, or anybody else for too long. */
    Optional<WorkspaceLock> forMoment(Workspace workspace) throws IOException, InterruptedException {
        Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(workspace);
        return lock.isPresent() || isHeldByRun(workspace)
                ? lock
                : await(workspace, MAX, () -> WorkspaceLock.tryTake(workspace));
    }

    private static boolean isHeldByRun(Workspace workspace) throws IOException {
        Optional<WorkspaceLock> none = WorkspaceLock.tryRun(workspace);
        if (none.isPresent()) {
            none.get().close();
        }
        return none.isEmpty();
    }

    private Optional<WorkspaceLock> await(Workspace workspace, Duration max, LockAttempt attempt)
            throws IOException, InterruptedException {
        Optional<WorkspaceLock> lock = attempt.take();
        if (lock.isEmpty()) {
            err.println("The workspace " + workspace.shown() + " is held for a moment by "
                    + WorkspaceLock.holder(workspace) + ": waiting for its end, " + max.toSeconds() + " s at most");
        }
        for (Duration left = max; lock.isEmpty() && !left.isZero(); left = left.minus(INTERVAL)) {
            sleeper.sleep(INTERVAL);
            lock = attempt.take();
        }
        return lock;
    }

    private interface LockAttempt {
        Optional<WorkspaceLock> take() throws IOException;
    }
}
