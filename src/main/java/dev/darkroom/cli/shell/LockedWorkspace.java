package dev.darkroom.cli.shell;

import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.database.LedgerTakenException;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.runs.WorkspaceWatch;
import dev.darkroom.workspace.DatabaseVariables;
import dev.darkroom.workspace.MoveMark;
import dev.darkroom.workspace.OwnershipCheck;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceException;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Finds the workspace, and works in it while no other process does. */
public final class LockedWorkspace {

    public static final String VARIABLE = "DARKROOM_HOME";

    private LockedWorkspace() {}

    /** @throws WorkspaceException if the variables of the database cannot be used */
    public static Workspace find(CommandShell shell) {
        Workspace local = local(shell);
        return DatabaseVariables.find(shell.environment(), shell.workingDirectory())
                .map(local::sharedIn)
                .orElse(local);
    }

    private static Workspace local(CommandShell shell) {
        return Workspace.find(shell.environment().get(VARIABLE), shell.workingDirectory());
    }

    /**
     * Finds it and says which it is.
     *
     * @throws WorkspaceException if it must not be used
     */
    public static Workspace openAndReport(CommandShell shell) throws IOException {
        Workspace workspace = find(shell);
        report(shell, workspace);
        MoveMark.checkNotMoved(workspace);
        return workspace;
    }

    /**
     * Does the same for a job, which may name the database itself: then it goes before the environment's.
     *
     * @param database what the job names
     */
    public static Workspace openAndReport(CommandShell shell, Optional<String> database) throws IOException {
        if (database.isEmpty()) {
            return openAndReport(shell);
        }
        Workspace workspace = local(shell)
                .sharedIn(DatabaseVariables.named(
                        database.get(), "workspace.database", shell.environment(), shell.workingDirectory()));
        report(shell, workspace);
        return workspace;
    }

    /** Finds the workspace on this host, whatever database there may be, to copy it; says which it is, as above. */
    public static Workspace openLocalAndReport(CommandShell shell) throws IOException {
        Workspace workspace = local(shell);
        report(shell, workspace);
        return workspace;
    }

    private static void report(CommandShell shell, Workspace workspace) throws IOException {
        shell.err()
                .println("workspace " + workspace.shown()
                        + (workspace.isShared() ? ", with " + workspace.home() + " on this host" : ""));
        if (!workspace.isShared()) {
            LedgerDatabase.checkPath(workspace.ledger());
        } else if (Files.exists(workspace.ledgerFile())
                && MoveMark.find(workspace).filter(MoveMark::moved).isEmpty()) {
            shell.err()
                    .println("note: " + workspace.home()
                            + " holds runs of its own, of which the database knows nothing: what they have bought is not"
                            + " reused. 'workspace copy' moves a workspace");
        }
        try {
            ownership(shell).check(workspace, isNamed(shell));
        } catch (FileSystemException e) {
            throw WorkspaceException.unusable(workspace, e);
        }
    }

    private static OwnershipCheck ownership(CommandShell shell) {
        return new OwnershipCheck(shell.environment());
    }

    /**
     * Returns whether the environment names the workspace: in another shell, or without the variable, it would be
     * another one.
     */
    public static boolean isNamed(CommandShell shell) {
        String home = shell.environment().get(VARIABLE);
        return home != null && !home.isBlank();
    }

    /** Reads in a workspace, telling whether it is held by us or, since another process holds it, must not be touched. */
    public static <T> T beside(Workspace workspace, LockedReading<T> reading) throws IOException {
        if (!workspace.hasLedger()) {
            return reading.read(true);
        }
        Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(workspace);
        try {
            return reading.read(lock.isPresent());
        } finally {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }

    /** Reads something in a workspace. */
    public interface LockedReading<T> {
        T read(boolean held) throws IOException;
    }

    /** Does a run's work in the workspace, or returns {@link ExitCode#WORKSPACE_HELD}: at once if another run holds it. */
    public static int during(CommandShell shell, Workspace workspace, StopSwitch stop, Callable<Integer> work)
            throws Exception {
        return under(shell, workspace, wait(shell).forRun(workspace), stop, work);
    }

    /** Does work that is soon done in the workspace, and that a run waits for; or returns as {@link #during} does. */
    public static int briefly(CommandShell shell, Workspace workspace, Callable<Integer> work) throws Exception {
        return under(shell, workspace, wait(shell).forMoment(workspace), new StopSwitch(), work);
    }

    /** Does work that is soon done, if nobody else holds the workspace; returns nothing, at once, if somebody does. */
    public static <T> Optional<T> ifFree(Workspace workspace, LockedWork<T> work) throws IOException {
        Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(workspace);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.run());
        } finally {
            lock.get().close();
        }
    }

    /** Works in a workspace that is held. */
    public interface LockedWork<T> {
        T run() throws IOException;
    }

    private static WorkspaceWait wait(CommandShell shell) {
        return new WorkspaceWait(Sleeper.real(), shell.err());
    }

    private static int under(
            CommandShell shell,
            Workspace workspace,
            Optional<WorkspaceLock> lock,
            StopSwitch stop,
            Callable<Integer> work)
            throws Exception {
        // It may not have been there before, and another user's came first.
        ownership(shell).checkFolder(workspace, isNamed(shell));
        if (lock.isEmpty()) {
            shell.err()
                    .println("The workspace " + workspace.shown() + " is held by " + WorkspaceLock.holder(workspace)
                            + ". Wait for its end, or end it: the run goes on later");
            return ExitCode.WORKSPACE_HELD;
        }
        WorkspaceWatch watch =
                WorkspaceWatch.begin(workspace, lock.get(), () -> stop.loseWorkspace(new LedgerTakenException()));
        try {
            return work.call();
        } finally {
            watch.close();
            lock.get().close();
        }
    }
}
