package dev.darkroom.cli;

import dev.darkroom.job.ExitCode;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.ledger.WorkspaceLock;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Finds the workspace, and works in it while no other process does. */
final class HeldWorkspace {

    private static final String VARIABLE = "DARKROOM_HOME";

    private HeldWorkspace() {}

    static Workspace find(Shell shell) {
        return Workspace.find(shell.environment().get(VARIABLE), shell.workingDirectory());
    }

    /** Does the work under the workspace's lock, or returns {@link ExitCode#WORKSPACE_HELD} at once. */
    static int during(Shell shell, Workspace workspace, Callable<Integer> work) throws Exception {
        Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(workspace);
        if (lock.isEmpty()) {
            shell.err()
                    .println("The workspace " + workspace.home() + " is held by process "
                            + WorkspaceLock.holder(workspace) + ". Wait for its end, or end it: the run goes on later");
            return ExitCode.WORKSPACE_HELD;
        }
        try {
            return work.call();
        } finally {
            lock.get().close();
        }
    }
}
