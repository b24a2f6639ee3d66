package dev.darkroom.cli;

import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.cli.output.RunDocument;
import dev.darkroom.cli.output.StatusText;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.job.ExitCode;
import dev.darkroom.runs.RunStatus;
import dev.darkroom.runs.RunStatusReader;
import dev.darkroom.workspace.Workspace;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Tells how a run stands. */
@Command(
        name = "status",
        description = "Tells how a run stands: rows by status, spend, pace, time left, and the unknown rows with the "
                + "commands that settle them. Works beside a running run.")
final class StatusCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's id or its output directory; default the one that is running, else the newest.")
    private @Nullable String run;

    @Option(
            names = "--json",
            description = "Print one JSON document: summary.json's keys, the unknown rows and the workers.")
    private boolean json;

    StatusCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        RunStatusReader reader = new RunStatusReader(InstantSource.system(), JsonMapper.shared());
        RunStatus status = LockedWorkspace.beside(workspace, held -> reader.read(workspace, run, held));
        if (json) {
            JsonOutput.print(RunDocument.of(status), shell.out());
        } else {
            StatusText.lines(status, ProgramInvocation.program(shell)).forEach(shell.out()::println);
        }
        return ExitCode.FINISHED;
    }
}
