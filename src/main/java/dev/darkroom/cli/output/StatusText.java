package dev.darkroom.cli.output;

import dev.darkroom.cli.terminal.ProgressText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.lease.WorkerStatus;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.results.ErrorAdvice;
import dev.darkroom.results.RequiredOptions;
import dev.darkroom.results.RunSummary;
import dev.darkroom.runs.RunStatus;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a run's status for a person; safe for a terminal whatever a manifest holds. */
public final class StatusText {

    private static final String UNREAD = "none yet: the run has been opened, and its manifest has not been read";

    private StatusText() {}

    /** @param program how this program is called, up to the command */
    public static List<String> lines(RunStatus status, String program) {
        RunSummary summary = status.summary();
        String run = SafeText.line(summary.run());
        List<String> lines = new ArrayList<>();
        lines.add(label("run") + run + " " + state(summary));
        lines.add(label("rows") + (isUnread(summary) ? UNREAD : count(summary.total()) + ": " + rows(summary)));
        lines.add(label("cost") + cost(summary.cost()));
        pace(summary, lines);
        status.workers().forEach(worker -> lines.add(label("worker") + worker(worker)));
        for (RunSummary.ErrorCount error : summary.errors()) {
            lines.add(label("error") + SafeText.line(error.code()) + ": " + count(error.rows()) + ", "
                    + whatHelps(error));
        }
        lines.addAll(UnknownText.lines(summary.run(), status.unknown(), program));
        if (summary.state() == RunSummary.SummaryState.STOPPED) {
            String options = RequiredOptions.of(summary.stopReason()).stream()
                    .map(option -> option + " ")
                    .collect(Collectors.joining());
            lines.add(label("go on") + SafeText.line(program) + " resume " + options + run);
            String delay = RequiredOptions.delay(summary.stopReason());
            if (delay != null) {
                lines.add(label("") + "(" + SafeText.line(delay) + ")");
            }
        }
        return lines;
    }

    private static String worker(WorkerStatus worker) {
        return worker.number() + " (process " + worker.process() + " on " + SafeText.line(worker.host()) + "): "
                + count(worker.rows()) + " rows lent, at most " + count(worker.granted())
                + " requests at a time, last heard of "
                + ProgressText.duration(worker.silence().toSeconds()) + " ago";
    }

    /** Returns whether no row has entered the ledger yet; a manifest without rows is a finished run's. */
    private static boolean isUnread(RunSummary summary) {
        return summary.total() == 0 && summary.state() != RunSummary.SummaryState.FINISHED;
    }

    private static String whatHelps(RunSummary.ErrorCount error) {
        if (ErrorAdvice.isToSettle(error.code())) {
            return "to be settled";
        }
        return error.retryable() ? "retrying may help" : "retrying it as it is does not help";
    }

    private static String state(RunSummary summary) {
        String reason = summary.stopReason() == null ? "" : " (" + SafeText.line(summary.stopReason()) + ")";
        Integer exit = summary.exitCode();
        boolean ended = summary.state() != RunSummary.SummaryState.RUNNING && exit != null;
        String paused = summary.pausedMessage(ZoneId.systemDefault());
        return RunDocument.keyword(summary.state())
                + reason
                + (ended ? ", exit " + exit : "")
                + (paused == null ? "" : ", " + paused);
    }

    private static String rows(RunSummary summary) {
        String rows = Arrays.stream(RowStatus.values())
                .filter(status -> summary.count(status) > 0)
                .map(status -> count(summary.count(status)) + " " + status.keyword())
                .collect(Collectors.joining(", "));
        return rows.isEmpty() ? "none" : rows;
    }

    private static String cost(RunSummary.RunCost cost) {
        BigDecimal estimated = cost.estimatedUsd();
        BigDecimal cap = cost.capUsd();
        return MoneyText.usd(cost.spentUsd()) + " spent"
                + (estimated == null ? "" : ", " + MoneyText.digits(estimated) + " estimated")
                + (cap == null ? "" : ", at most " + MoneyText.digits(cap));
    }

    private static void pace(RunSummary summary, List<String> lines) {
        BigDecimal rate = summary.ratePerS();
        if (rate == null) {
            return;
        }
        Long left = summary.secondsLeft();
        lines.add(label("pace")
                + ProgressText.rate(rate.doubleValue())
                + (left == null ? "" : ", " + ProgressText.duration(left) + " left"));
    }

    private static String label(String name) {
        return String.format(Locale.ROOT, "%-10s", name);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
