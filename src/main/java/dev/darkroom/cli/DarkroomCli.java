package dev.darkroom.cli;

import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * The command line: picks the command, runs it, and turns its outcome into messages and an {@link ExitCode}. Used for
 * one run.
 */
public final class DarkroomCli {

    private final CommandShell shell;
    private final RootCommand root;
    private final CommandLine commandLine;

    public DarkroomCli(CommandShell shell) {
        this(shell, new StopSwitch());
    }

    /** @param stop through which a signal reaches the run */
    public DarkroomCli(CommandShell shell, StopSwitch stop) {
        this.shell = Objects.requireNonNull(shell, "shell is null");
        root = new RootCommand();
        commandLine = new CommandLine(root)
                .addSubcommand(new RunCommand(shell, stop))
                .addSubcommand(new ResumeCommand(shell, stop))
                .addSubcommand(new ValidateCommand(shell))
                .addSubcommand(new PlanCommand(shell))
                .addSubcommand(new StatusCommand(shell))
                .addSubcommand(new RunsCommand(shell))
                .addSubcommand(new ReportCommand(shell))
                .addSubcommand(new ReviewCommand(shell))
                .addSubcommand(new ResolveCommand(shell))
                .addSubcommand(new CancelCommand(shell, stop))
                .addSubcommand(new PruneCommand(shell))
                .addSubcommand(new ModelsCommand(shell))
                .addSubcommand(new SimulatorCommand(shell))
                .addSubcommand(new CompletionCommand(shell));
        commandLine.setOut(shell.out());
        commandLine.setErr(shell.err());
        // Escape sequences of our own would have to pass where those of strangers are stopped.
        commandLine.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
        // An argument such as @home is a value of the user's, not the name of a file with more arguments.
        commandLine.setExpandAtFiles(false);
        commandLine.setParameterExceptionHandler(new UsageErrors(shell.failures()));
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> failures().report(failure));
    }

    /** Runs the command that the arguments name and returns the exit code. Whatever fails is said on the error stream. */
    public int run(String... args) {
        try {
            installProxies();
            return commandLine.execute(args);
        } catch (Error | RuntimeException beyondCommands) {
            return failures().report(beyondCommands);
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    private void installProxies() {
        try {
            ProxyRoutes.install(shell.environment());
        } catch (IllegalArgumentException unusable) {
            throw new UsageException(String.valueOf(unusable.getMessage()));
        }
    }

    CommandLine commandLine() {
        return commandLine;
    }

    private FailureReporter failures() {
        return new FailureReporter(shell.failures(), root.debug());
    }
}
