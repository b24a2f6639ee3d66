package dev.darkroom.cli;

import dev.darkroom.job.ExitCode;
import dev.darkroom.job.RunOverview;
import dev.darkroom.ledger.Workspace;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Lists the workspace's runs. */
@Command(name = "runs", description = "Lists the runs of this workspace, the newest first. Works beside a running run.")
final class RunsCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    RunsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = HeldWorkspace.find(shell);
        List<RunOverview> runs = HeldWorkspace.beside(
                workspace, held -> RunOverview.all(workspace, held, InstantSource.system(), JsonMapper.shared()));
        if (json) {
            JsonOutput.print(RunDocument.of(runs), shell.out());
        } else if (runs.isEmpty()) {
            shell.err().println("there is no run in the workspace " + workspace.home());
        } else {
            table(runs).lines().forEach(shell.out()::println);
        }
        return ExitCode.FINISHED;
    }

    private static TextTable table(List<RunOverview> runs) {
        TextTable table = new TextTable(
                "RUN", "JOB", "SERVICE", "STATE", "EXIT", "ROWS", "PICTURES", "SPENT", "STARTED", "ENDED", "REASON");
        for (RunOverview run : runs) {
            table.add(
                    run.id(),
                    run.job(),
                    run.service(),
                    RunDocument.word(run.state()),
                    shown(run.exitCode()),
                    Long.toString(run.rows()),
                    Long.toString(run.withPicture()),
                    run.spentUsd().stripTrailingZeros().toPlainString(),
                    run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    shown(run.endedAt() == null ? null : run.endedAt().truncatedTo(ChronoUnit.SECONDS)),
                    run.stopReason() == null ? "" : run.stopReason());
        }
        return table;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
