package dev.darkroom.cli;

import dev.darkroom.job.ExitCode;
import dev.darkroom.job.RunStatus;
import dev.darkroom.job.RunStatusReader;
import dev.darkroom.ledger.Workspace;
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

    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's id or its output directory; default the one that is running, else the newest.")
    private @Nullable String run;

    @Option(names = "--json", description = "Print one JSON document: summary.json's keys and the unknown rows.")
    private boolean json;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = HeldWorkspace.told(shell);
        RunStatusReader reader = new RunStatusReader(InstantSource.system(), JsonMapper.shared());
        RunStatus status = HeldWorkspace.beside(workspace, held -> reader.read(workspace, run, held));
        if (json) {
            JsonOutput.print(RunDocument.of(status), shell.out());
        } else {
            StatusText.lines(status, Invocation.program(shell)).forEach(shell.out()::println);
        }
        return ExitCode.FINISHED;
    }
}
