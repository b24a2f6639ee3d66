package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Workers on this host that a run has started for itself: processes of this same program, which end with it. */
final class LocalWorkers {

    /** Names the property by which a worker knows the process that it ends with, whose end is no signal to it. */
    static final String PARENT = "darkroom.parent";

    private static final String MAIN_CLASS = "dev.darkroom.Darkroom";

    /** The time to end what is on the wire; they end themselves a little sooner. */
    private static final long SECONDS_TO_END = 12;

    private final List<Process> processes;

    private LocalWorkers(List<Process> processes) {
        this.processes = List.copyOf(processes);
    }

    /**
     * Does something while they work.
     *
     * @param number how many
     * @param options that each must be given, such as where the token is
     * @return what it returns
     * @throws UsageException if the workspace is not one that several processes can work in
     */
    static int during(int number, Workspace workspace, List<String> options, CommandShell shell, RunCall run)
            throws IOException {
        LocalWorkers workers = start(number, workspace, options, shell);
        try {
            return run.call();
        } finally {
            workers.end();
        }
    }

    private static LocalWorkers start(int number, Workspace workspace, List<String> options, CommandShell shell)
            throws IOException {
        if (number < 0) {
            throw new UsageException("--workers is a number of processes, 0 or more");
        }
        if (number > 0 && !workspace.isShared()) {
            throw new UsageException(
                    "--workers needs a workspace in PostgreSQL, in which several processes can work: set"
                            + " DARKROOM_DB to its address, or leave --workers out");
        }
        List<Process> started = new ArrayList<>();
        for (int worker = 1; worker <= number; worker++) {
            started.add(startProcess(worker, workspace, options, shell));
        }
        if (number > 0) {
            shell.err()
                    .println("started " + number + (number == 1 ? " worker" : " workers") + "; their output is in "
                            + log(workspace, 1).resolveSibling("worker-*.log"));
        }
        return new LocalWorkers(started);
    }

    private static Process startProcess(int worker, Workspace workspace, List<String> options, CommandShell shell)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classPath = System.getProperty("java.class.path", "");
        boolean isOneJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
        command.addAll(isOneJar ? List.of("-jar", classPath) : List.of("-cp", classPath, MAIN_CLASS));
        command.add("worker");
        command.addAll(options);
        Path log = log(workspace, worker);
        DurableFolders.createPrivate(workspace.home());
        DurableFolders.createPrivate(log.resolveSibling("").toAbsolutePath());
        FilePermissions.OWNER_ONLY.createIfMissing(log);
        ProcessBuilder builder = new ProcessBuilder(command);
        PostgresAddress database = Objects.requireNonNull(workspace.database(), "the workspace is shared");
        // The job may have named it.
        builder.environment().put("DARKROOM_DB", database.url());
        builder.environment().put(LockedWorkspace.VARIABLE, workspace.home().toString());
        builder.directory(shell.workingDirectory().toAbsolutePath().toFile());
        builder.redirectInput(Redirect.from(new File(File.separatorChar == '/' ? "/dev/null" : "NUL")));
        builder.redirectOutput(Redirect.DISCARD);
        builder.redirectError(Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    private static Path log(Workspace workspace, int worker) {
        return workspace.home().resolve("workers").resolve("worker-" + worker + ".log");
    }

    private void end() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    /** A run, which returns its exit code. */
    @FunctionalInterface
    interface RunCall {
        int call() throws IOException;
    }
}
