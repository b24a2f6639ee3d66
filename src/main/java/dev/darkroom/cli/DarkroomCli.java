package dev.darkroom.cli;

import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line: picks the command, runs it, and turns its outcome into messages and an {@link ExitCode}. Used for
 * one run.
 */
public final class DarkroomCli {

    /** The command that prints what all others take. */
    private static final String COMPLETION = "completion";

    private final CommandShell shell;
    private final RootCommand root = new RootCommand();
    private final List<NamedCommand> commands;

    public DarkroomCli(CommandShell shell) {
        this(shell, new StopSwitch());
    }

    /** @param stop through which a signal reaches the run */
    public DarkroomCli(CommandShell shell, StopSwitch stop) {
        this.shell = Objects.requireNonNull(shell, "shell is null");
        commands = List.of(
                new NamedCommand("run", RunCommand.class, () -> new RunCommand(shell, stop)),
                new NamedCommand("resume", ResumeCommand.class, () -> new ResumeCommand(shell, stop)),
                new NamedCommand("init", InitCommand.class, () -> new InitCommand(shell)),
                new NamedCommand("validate", ValidateCommand.class, () -> new ValidateCommand(shell)),
                new NamedCommand("plan", PlanCommand.class, () -> new PlanCommand(shell)),
                new NamedCommand("try", TryCommand.class, () -> new TryCommand(shell, stop)),
                new NamedCommand("status", StatusCommand.class, () -> new StatusCommand(shell)),
                new NamedCommand("runs", RunsCommand.class, () -> new RunsCommand(shell)),
                new NamedCommand("costs", CostsCommand.class, () -> new CostsCommand(shell)),
                new NamedCommand("diff", DiffCommand.class, () -> new DiffCommand(shell)),
                new NamedCommand("report", ReportCommand.class, () -> new ReportCommand(shell)),
                new NamedCommand("review", ReviewCommand.class, () -> new ReviewCommand(shell, stop)),
                new NamedCommand("publish", PublishCommand.class, () -> new PublishCommand(shell)),
                new NamedCommand("resolve", ResolveCommand.class, () -> new ResolveCommand(shell)),
                new NamedCommand("cancel", CancelCommand.class, () -> new CancelCommand(shell, stop)),
                new NamedCommand("prune", PruneCommand.class, () -> new PruneCommand(shell)),
                new NamedCommand("worker", WorkerCommand.class, () -> new WorkerCommand(shell, stop)),
                new NamedCommand("workspace", WorkspaceCommand.class, () -> WorkspaceCommand.in(shell)),
                new NamedCommand("models", ModelsCommand.class, () -> new ModelsCommand(shell)),
                new NamedCommand("simulator", SimulatorCommand.class, () -> new SimulatorCommand(shell)),
                new NamedCommand(COMPLETION, CompletionCommand.class, () -> new CompletionCommand(shell)));
    }

    /** Runs the command that the arguments name and returns the exit code. Whatever fails is said on the error stream. */
    public int run(String... args) {
        try {
            installProxies();
            return written(commandLine(args).execute(args));
        } catch (Error | RuntimeException beyondCommands) {
            return failures().report(beyondCommands);
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    /** Returns the exit code: that of a failure where all went well but its result did not come through. */
    private int written(int code) {
        // It flushes too.
        if (code != ExitCode.FINISHED || !shell.out().checkError()) {
            return code;
        }
        shell.failures()
                .println(
                        "not all of it could be written to the standard output: a disk is full, or its reader has ended");
        return ExitCode.DEFECT;
    }

    private void installProxies() {
        try {
            ProxyRoutes.install(shell.environment());
        } catch (IllegalArgumentException unusable) {
            throw new UsageException(String.valueOf(unusable.getMessage()));
        }
    }

    /** Returns the command line with all that each command takes. */
    CommandLine commandLine() {
        return commandLine(COMPLETION);
    }

    /**
     * Returns the command line for these arguments. To find out what a command takes costs some milliseconds: of those
     * that are not called it knows the name and what they are for, and nothing at all where the first argument says
     * which one is.
     */
    CommandLine commandLine(String... args) {
        List<String> words = List.of(args);
        boolean alone = commands.stream().anyMatch(command -> words.indexOf(command.name()) == 0);
        boolean all = words.contains(COMPLETION);
        CommandLine commandLine = new CommandLine(root);
        for (NamedCommand command : commands) {
            if (all || words.contains(command.name())) {
                commandLine.addSubcommand(command.name(), command.maker().get());
            } else if (!alone) {
                commandLine.addSubcommand(command.name(), command.outline());
            }
        }
        commandLine.setOut(shell.out());
        commandLine.setErr(shell.err());
        // Escape sequences of our own would have to pass where those of strangers are stopped.
        commandLine.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
        // An argument such as @home is a value of the user's, not the name of a file with more arguments.
        commandLine.setExpandAtFiles(false);
        commandLine.setParameterExceptionHandler(new UsageErrors(shell.failures()));
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> failures().report(failure));
        return commandLine;
    }

    private FailureReporter failures() {
        return new FailureReporter(shell.failures(), root.debug());
    }

    /**
     * A command by the name that calls it.
     *
     * @param type the class whose annotation describes it
     * @param maker makes it
     */
    private record NamedCommand(String name, Class<?> type, Supplier<Object> maker) {

        /** Returns what the list of commands tells of it. */
        private CommandSpec outline() {
            CommandSpec outline = CommandSpec.create().name(name);
            outline.usageMessage().description(type.getAnnotation(Command.class).description());
            return outline;
        }
    }
}
