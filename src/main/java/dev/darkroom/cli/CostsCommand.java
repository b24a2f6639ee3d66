package dev.darkroom.cli;

import dev.darkroom.cli.output.CostsCsv;
import dev.darkroom.cli.output.CostsDocument;
import dev.darkroom.cli.output.CostsText;
import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.job.ExitCode;
import dev.darkroom.runs.CostRequest;
import dev.darkroom.runs.WorkspaceCosts;
import dev.darkroom.workspace.Workspace;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Tells what the workspace's runs cost. */
@Command(
        name = "costs",
        description =
                "Tells what the runs of this workspace cost, by service, job, model, month, day, run or a kept column: "
                        + "charged against estimated, saved by reuse, in doubt, and the price of a picture. Works beside a "
                        + "running run.")
final class CostsCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Option(
            names = "--by",
            paramLabel = "NAMES",
            split = ",",
            description = "What they are told by: service, job, model, month, day, run or a kept column, several "
                    + "separated by commas; default: service,job,model.")
    private List<String> by = List.of("service", "job", "model");

    @Option(names = "--month", paramLabel = "MONTH", description = "Only what was submitted in it, such as 2026-11.")
    private @Nullable String month;

    @Option(names = "--since", paramLabel = "DAY", description = "Only what was submitted on it or later.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "DAY", description = "Only what was submitted on it or before.")
    private @Nullable String until;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Where days and months begin, such as Europe/Berlin; default: UTC.")
    private String zone = "UTC";

    @Option(names = "--job", paramLabel = "NAME", description = "Only the runs of this job.")
    private @Nullable String job;

    @Option(names = "--service", paramLabel = "URL", description = "Only the runs at this service, or 'simulator'.")
    private @Nullable String service;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print a line for each group, for a spreadsheet.")
    private boolean csv;

    CostsCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        if (json && csv) {
            throw new UsageException("--json and --csv cannot both be printed: leave one out");
        }
        CostRequest request = request();
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        WorkspaceCosts costs = LockedWorkspace.beside(
                workspace,
                held -> WorkspaceCosts.read(workspace, held, request, InstantSource.system(), JsonMapper.shared()));
        if (csv) {
            CostsCsv.print(costs, shell.out());
        } else if (json) {
            JsonOutput.print(CostsDocument.of(costs), shell.out());
        } else {
            CostsText.lines(costs, shell.outColumns()).forEach(shell.out()::println);
            CostsText.notes(costs).forEach(note -> shell.err().println("note: " + note));
        }
        return ExitCode.FINISHED;
    }

    private CostRequest request() {
        if (month != null && (since != null || until != null)) {
            throw new UsageException("--month names both days: leave --since and --until out");
        }
        YearMonth whole = month == null ? null : month(month);
        LocalDate first = whole == null ? day("--since", since) : whole.atDay(1);
        LocalDate last = whole == null ? day("--until", until) : whole.atEndOfMonth();
        if (first != null && last != null && last.isBefore(first)) {
            throw new UsageException("--until " + last + " is before --since " + first);
        }
        return new CostRequest(by, first, last, zone(zone), job, service);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException("--month " + text + " is not a month: write it like 2026-11");
        }
    }

    private static @Nullable LocalDate day(String option, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException(option + " " + text + " is not a day: write it like 2026-11-21");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new UsageException("--zone " + name + " is not a time zone: write it like Europe/Berlin");
        }
    }
}
