package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the workspace itself; without one of them prints the help. */
@Command(
        name = "workspace",
        synopsisSubcommandLabel = "COMMAND",
        description = "Moves the workspace to a database that several hosts share.",
        commandListHeading = "%nCommands:%n")
final class WorkspaceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private WorkspaceCommand() {}

    /** Makes it with its commands. */
    static CommandLine in(CommandShell shell) {
        return new CommandLine(new WorkspaceCommand()).addSubcommand("copy", new WorkspaceCopyCommand(shell));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.FINISHED;
    }
}
