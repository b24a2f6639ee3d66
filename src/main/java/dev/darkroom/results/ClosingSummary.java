package dev.darkroom.results;

import dev.darkroom.ledger.RowStatus;
import dev.darkroom.manifest.SafeText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last words of a run on the terminal: rows in and out, the top errors, the cost, where the files are, and how to go
 * on. Plain lines without colour, safe whatever the service or the manifest wrote.
 *
 * @param summary the run at its end
 * @param written what was written
 * @param output the output directory as the user would name it
 * @param look the command that shows the rows whose submit's answer was lost, ready to be pasted
 * @param next the command that goes on, ready to be pasted; null if nothing is left to do
 */
public record ClosingSummary(
        RunSummary summary,
        WrittenResults written,
        Path output,
        String look,
        @Nullable String next) {

    private static final int TOP_ERRORS = 5;
    private static final int MOST_OF_ID = 60;
    private static final String INDENT = "          ";

    public ClosingSummary {
        Objects.requireNonNull(summary, "summary is null");
        Objects.requireNonNull(written, "written is null");
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(look, "look is null");
    }

    /** The lines, without line ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(label("run") + SafeText.line(summary.run()) + " " + ending());
        lines.add(label("rows") + inAndOut());
        lines.add(INDENT + statuses());
        lines.addAll(errors(true));
        lines.addAll(errors(false));
        lines.add(label("cost") + cost());
        lines.add(
                label("files") + SafeText.line(output.toString()) + ": results.csv, results.jsonl, failed.csv, report");
        written.warnings().forEach(warning -> lines.add(label("warning") + SafeText.line(warning)));
        long unknown = outcomes(RowStatus.UNKNOWN);
        if (unknown > 0) {
            lines.add(label("unknown") + rows(unknown) + " may have been bought; see what settles "
                    + (unknown == 1 ? "it" : "them") + " with: " + SafeText.line(look));
        }
        if (next != null) {
            lines.add(label("go on") + SafeText.line(next));
        }
        return lines;
    }

    private String ending() {
        String reason = summary.stopReason() == null ? "" : " (" + SafeText.line(summary.stopReason()) + ")";
        String exit = summary.exitCode() == null ? "" : ", exit " + summary.exitCode();
        return summary.state().name().toLowerCase(Locale.ROOT) + reason + exit;
    }

    private String inAndOut() {
        long in = summary.total();
        long out = written.rows();
        String balance = count(in) + " in = " + count(out) + " out";
        return in == out
                ? balance
                : count(in) + " in, " + count(out) + " out: " + count(Math.abs(in - out)) + " not accounted for";
    }

    private String statuses() {
        String counts = Arrays.stream(RowStatus.values())
                .filter(status -> outcomes(status) > 0)
                .map(status -> count(outcomes(status)) + " " + status.word())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "none" : counts;
    }

    private long outcomes(RowStatus status) {
        return written.statuses().getOrDefault(status, 0L);
    }

    private List<String> errors(boolean retryable) {
        List<ErrorLine> errors = written.errors().stream()
                .filter(error -> error.advice().retryable() == retryable)
                .toList();
        if (errors.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(label("errors") + (retryable ? "retrying may help:" : "no need to retry:"));
        errors.stream().limit(TOP_ERRORS).forEach(error -> {
            lines.add(INDENT + "  " + SafeText.line(error.code(), MOST_OF_ID) + ": " + rows(error.rows()) + ", such as "
                    + SafeText.line(error.exampleId(), MOST_OF_ID));
            lines.add(INDENT + "    " + error.advice().whatToDo());
        });
        if (errors.size() > TOP_ERRORS) {
            lines.add(INDENT + "  and " + (errors.size() - TOP_ERRORS) + " more kinds: see report/by-error.csv");
        }
        return lines;
    }

    private String cost() {
        RunSummary.Cost cost = summary.cost();
        BigDecimal estimated = cost.estimatedUsd();
        boolean untold = cost.spentUsd().signum() == 0
                && estimated == null
                && summary.requests().submitted() > 0;
        String spent = untold
                ? "unknown, since the service told neither price nor cost"
                : cost.spentUsd().toPlainString() + " USD spent";
        String known = spent + ", "
                + (estimated == null ? "no estimate: a price is unknown" : estimated.toPlainString() + " estimated");
        long unknown = cost.unknownRequests();
        return unknown == 0
                ? known
                : known + "; " + count(unknown) + (unknown == 1 ? " request" : " requests")
                        + " unknown, which may have been billed";
    }

    private static String rows(long number) {
        return count(number) + (number == 1 ? " row" : " rows");
    }

    private static String label(String name) {
        return "%-10s".formatted(name);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
