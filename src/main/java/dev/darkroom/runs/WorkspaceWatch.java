package dev.darkroom.runs;

import dev.darkroom.monitoring.RepeatingTimer;
import dev.darkroom.monitoring.TolerantTask;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.time.Duration;

/**
 * Looks, every few seconds, whether a workspace that several hosts share is still this process's: its server frees it when it
 * loses the connection to whoever held it.
 */
public final class WorkspaceWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final WorkspaceLock lock;
    private final Runnable lost;
    private final RepeatingTimer timer = new RepeatingTimer("workspace");

    private WorkspaceWatch(WorkspaceLock lock, Runnable lost) {
        this.lock = lock;
        this.lost = lost;
    }

    /**
     * Begins to look; a workspace on one host is never lost.
     *
     * @param lost is run once, by another thread, when it is another's to take
     */
    public static WorkspaceWatch begin(Workspace workspace, WorkspaceLock lock, Runnable lost) {
        WorkspaceWatch watch = new WorkspaceWatch(lock, lost);
        if (workspace.isShared()) {
            watch.timer.repeat(
                    INTERVAL,
                    INTERVAL,
                    new TolerantTask("cannot see whether the workspace is still held", "it is looked again"),
                    watch::look);
        }
        return watch;
    }

    private void look() {
        if (!lock.isHeld()) {
            timer.end();
            lost.run();
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
