package dev.darkroom.cli;

import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.cli.output.RunDocument;
import dev.darkroom.cli.output.RunsCsv;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.cli.terminal.ProgressText;
import dev.darkroom.cli.terminal.TextTable;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.runs.RunOverview;
import dev.darkroom.workspace.Workspace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Lists the workspace's runs. */
@Command(
        name = "runs",
        description =
                "Lists the runs of this workspace, the newest first; on a terminal with as many columns as fit, piped "
                        + "with all. Works beside a running run.")
final class RunsCommand implements Callable<Integer> {

    private static final int MAX_OF_REASON = 60;

    /** The columns that a narrow terminal has no room for; a run's id begins with its job and day. */
    private static final List<String> LEAST_USEFUL =
            List.of("JOB", "STARTED", "REUSED", "TOOK", "BOUGHT", "EXIT", "SPENT", "OK");

    private final CommandShell shell;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print a line for each run, for a spreadsheet.")
    private boolean csv;

    RunsCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        List<RunOverview> runs = LockedWorkspace.beside(
                workspace, held -> RunOverview.all(workspace, held, InstantSource.system(), JsonMapper.shared()));
        if (json && csv) {
            throw new UsageException("--json and --csv cannot both be printed: leave one out");
        }
        if (csv) {
            RunsCsv.print(runs, shell.out());
        } else if (json) {
            JsonOutput.print(RunDocument.of(runs), shell.out());
        } else if (runs.isEmpty()) {
            shell.err().println("there is no run in this workspace");
        } else {
            Integer columns = shell.outColumns();
            TextTable table = table(runs);
            List<String> lines = columns == null ? table.lines() : table.linesWithin(columns, LEAST_USEFUL);
            lines.forEach(shell.out()::println);
        }
        return ExitCode.FINISHED;
    }

    private static TextTable table(List<RunOverview> runs) {
        TextTable table = new TextTable(
                "RUN", "JOB", "STARTED", "TOOK", "STATE", "EXIT", "ROWS", "OK", "BOUGHT", "REUSED", "SPENT", "REASON");
        for (RunOverview run : runs) {
            Duration took = run.duration();
            BigDecimal share = run.okShare();
            BigDecimal spent = run.spentUsd();
            table.add(
                    run.id(),
                    run.job(),
                    run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    shown(took == null ? null : ProgressText.duration(took.toSeconds())),
                    RunDocument.keyword(run.state()),
                    shown(run.exitCode()),
                    Long.toString(run.rows()),
                    shown(share == null ? null : percent(share)),
                    Long.toString(run.bought()),
                    Long.toString(run.reused()),
                    shown(spent == null ? null : MoneyText.digits(spent)),
                    run.stopReason() == null ? "" : SafeText.line(run.stopReason(), MAX_OF_REASON));
        }
        return table;
    }

    /** Formats a percentage, rounded down: a hundred is only said when all rows have their pictures. */
    private static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(0, RoundingMode.DOWN) + "%";
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
