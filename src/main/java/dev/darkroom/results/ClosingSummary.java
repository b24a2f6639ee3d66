package dev.darkroom.results;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.results.files.RowManifests;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a run's end on the terminal: rows in and out, the top errors, the cost, where the files are, and how
 * to resume. Plain lines without colour, safe whatever the service or the manifest wrote.
 *
 * @param summary the run at its end
 * @param errors what rows failed of, the most frequent first
 * @param written what was written; null if this process wrote nothing
 * @param output the output directory as the user would name it
 * @param tables the names of the files there that have the rows one by one
 * @param page the report for a browser as the user would name it; null if there is none
 * @param next the commands that may follow
 * @param open whether the run is not at its end
 * @param notes what the user must know besides
 */
public record ClosingSummary(
        RunSummary summary,
        List<ErrorLine> errors,
        @Nullable WrittenResults written,
        Path output,
        List<String> tables,
        @Nullable Path page,
        NextCommands next,
        boolean open,
        List<String> notes) {

    private static final String INDENT = "          ";

    /** Makes the summary of a run that leaves no other tables than any run does. */
    ClosingSummary(
            RunSummary summary,
            List<ErrorLine> errors,
            @Nullable WrittenResults written,
            Path output,
            @Nullable Path page,
            NextCommands next,
            boolean open,
            List<String> notes) {
        this(
                summary,
                errors,
                written,
                output,
                List.of("results.csv", "results.jsonl", RowManifests.FAILED, RowManifests.SUCCEEDED),
                page,
                next,
                open,
                notes);
    }

    public ClosingSummary {
        tables = List.copyOf(tables);
        Objects.requireNonNull(summary, "summary is null");
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(next, "next is null");
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }

    /**
     * The lines, without line ends; each begins with a word that says what it is about, or continues the one before.
     */
    public List<String> lines() {
        Map<RowStatus, Long> statuses = statuses();
        ClosingErrors closing = new ClosingErrors(errors, statuses);
        List<String> lines = new ArrayList<>();
        lines.add(label("run") + SafeText.line(summary.run()) + " " + ending());
        lines.add(label("rows") + inAndOut(statuses));
        lines.add(INDENT + message(statuses));
        lines.addAll(closing.lines(StopReason.isStanding(summary.stopReason())));
        lines.add(label("cost") + cost());
        lines.add(label("files") + SafeText.line(BucketLocation.shown(output)) + files());
        if (page != null) {
            lines.add(label("look") + SafeText.line(BucketLocation.shown(page)));
        }
        if (written != null) {
            written.warnings().forEach(warning -> lines.add(label("warning") + SafeText.line(warning)));
        }
        notes.forEach(note -> lines.add(label("note") + SafeText.line(note)));
        lines.addAll(doubt(statuses, closing));
        lines.addAll(next(statuses, closing));
        return lines;
    }

    private String files() {
        if (written == null && open) {
            return ": no results were written yet";
        }
        return tables.isEmpty() ? "" : ": " + String.join(", ", tables) + ", report";
    }

    private Map<RowStatus, Long> statuses() {
        if (written != null) {
            return written.statuses();
        }
        Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
        for (RowStatus status : RowStatus.values()) {
            statuses.put(status, summary.count(status));
        }
        return statuses;
    }

    private String ending() {
        String reason = summary.stopReason() == null ? "" : " (" + SafeText.line(summary.stopReason()) + ")";
        String exit = summary.exitCode() == null ? "" : ", exit " + summary.exitCode();
        return summary.state().name().toLowerCase(Locale.ROOT) + reason + exit;
    }

    private String inAndOut(Map<RowStatus, Long> statuses) {
        long in = summary.total();
        long out = statuses.values().stream().mapToLong(Long::longValue).sum();
        String balance = count(in) + " in = " + count(out) + " out";
        return in == out
                ? balance
                : count(in) + " in, " + count(out) + " out: " + count(Math.abs(in - out)) + " not accounted for";
    }

    private static String message(Map<RowStatus, Long> statuses) {
        String counts = Arrays.stream(RowStatus.values())
                .filter(status -> statuses.getOrDefault(status, 0L) > 0)
                .map(status -> count(statuses.getOrDefault(status, 0L)) + " " + status.keyword())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "none" : counts;
    }

    private List<String> doubt(Map<RowStatus, Long> statuses, ClosingErrors errors) {
        long unknown = statuses.getOrDefault(RowStatus.UNKNOWN, 0L);
        if (unknown == 0) {
            return List.of();
        }
        String row = errors.rowInDoubt();
        return List.of(
                label("unknown") + ClosingErrors.rows(unknown) + " may have been bought; see what settles "
                        + (unknown == 1 ? "it" : "them") + " with: " + SafeText.line(next.status()),
                INDENT + "if the usage page has it: " + SafeText.line(next.resolve(row, "REQUEST_ID")),
                INDENT + "if it does not:           " + SafeText.line(next.resolve(row, "not-submitted")));
    }

    private List<String> next(Map<RowStatus, Long> statuses, ClosingErrors errors) {
        if (open) {
            String goOn = label("go on") + SafeText.line(next.resume());
            String delay = RequiredOptions.delay(summary.stopReason());
            return delay == null ? List.of(goOn) : List.of(goOn, INDENT + "(" + SafeText.line(delay) + ")");
        }
        Set<RowStatus> retry = errors.worthRetrying();
        if (retry.isEmpty()) {
            return List.of();
        }
        long bought = retry.stream()
                .filter(status -> status == RowStatus.FAILED || status == RowStatus.CANCELLED)
                .mapToLong(status -> purchases(status, statuses))
                .sum();
        String price = bought == 0 ? "at no cost" : "buys up to " + ClosingErrors.rows(bought);
        long sameSeed = retry.contains(RowStatus.FAILED) ? errors.failedByCheck() : 0;
        String seeds =
                sameSeed == 0 ? "" : "; " + count(sameSeed) + " of them failed by a check and would get the same seed";
        return List.of(label("retry") + SafeText.line(next.retry(retry)), INDENT + "(" + price + seeds + ")");
    }

    /** Returns how many purchases the rows of a status would be: of equal rows one is bought. */
    private long purchases(RowStatus status, Map<RowStatus, Long> statuses) {
        return written == null
                ? statuses.getOrDefault(status, 0L)
                : written.purchases().getOrDefault(status, 0L);
    }

    private String cost() {
        RunSummary.RunCost cost = summary.cost();
        BigDecimal estimated = cost.estimatedUsd();
        boolean untold = cost.spentUsd().signum() == 0
                && estimated == null
                && summary.requests().submitted() > 0;
        String spent = untold
                ? "unknown: the service has named no cost, and not all prices are known"
                : MoneyText.usd(cost.spentUsd()) + " spent";
        String known = spent + ", " + (estimated == null ? unestimated() : MoneyText.digits(estimated) + " estimated");
        long unknown = cost.unknownRequests();
        return unknown == 0
                ? known
                : known + "; " + CountText.of(unknown, "request") + " unknown, which may have been billed";
    }

    private String unestimated() {
        return summary.state() == RunSummary.SummaryState.STOPPED
                ? "no estimate: it stopped before all prices were known"
                : "no estimate: the service names no price for all rows, and budget.price is not set";
    }

    private static String label(String name) {
        return String.format(Locale.ROOT, "%-10s", name);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
