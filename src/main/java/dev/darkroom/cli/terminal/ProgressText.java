package dev.darkroom.cli.terminal;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.step.PhaseProgress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats progress for a person: {@code 412 / 1200  34%  2.0/s  8 in flight  3 failed  ETA 6m 34s  $8.24}. */
public final class ProgressText {

    private static final double SLOW = 0.1;

    private ProgressText() {}

    /** Formats progress; what is nought or not known is left out. */
    public static String of(RunProgress progress) {
        return of(parts(progress));
    }

    /** Formats the parts of progress in one line. */
    public static String of(List<ProgressPart> parts) {
        return parts.stream().map(ProgressPart::text).collect(Collectors.joining("  "));
    }

    /** Formats how far a run has come before it buys: {@code reading 412000 / 1200000  34%}. */
    public static List<ProgressPart> parts(PhaseProgress progress) {
        String phase = progress.phase().keyword();
        if (progress.total() == 0) {
            return List.of(new ProgressPart(phase));
        }
        if (progress.done() == 0) {
            return List.of(new ProgressPart(phase + " " + progress.phase().counted(progress.total())));
        }
        return List.of(
                new ProgressPart(phase + " " + progress.done() + " / " + progress.total()),
                new ProgressPart(progress.done() * 100 / progress.total() + "%"));
    }

    /** Returns the same for programs. */
    public static Map<String, @Nullable Object> fields(PhaseProgress progress) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("phase", progress.phase().keyword());
        fields.put("done", progress.done());
        fields.put("total", progress.total());
        return fields;
    }

    public static List<ProgressPart> parts(RunProgress progress) {
        List<ProgressPart> parts = new ArrayList<>();
        if (progress.total() == 0) {
            return List.of(new ProgressPart("reading the manifest"));
        }
        parts.add(new ProgressPart(progress.settled() + " / " + progress.total()));
        parts.add(new ProgressPart(percent(progress) + "%"));
        String trouble = progress.trouble();
        if (trouble != null) {
            // Ahead of the figures: a narrow terminal cuts the line.
            parts.add(new ProgressPart(trouble, TextColour.WARNING));
        }
        if (progress.ratePerSecond() > 0) {
            parts.add(new ProgressPart(rate(progress.ratePerSecond())));
        }
        count(parts, progress.inFlight(), "in flight", TextColour.NONE);
        long failed =
                progress.count(RowStatus.FAILED, RowStatus.TIMED_OUT, RowStatus.CANCELLED, RowStatus.DOWNLOAD_FAILED);
        count(parts, failed, "failed", TextColour.BAD);
        count(parts, progress.count(RowStatus.REJECTED), "rejected", TextColour.BAD);
        count(parts, progress.count(RowStatus.UNKNOWN), "unknown", TextColour.BAD);
        Long seconds = progress.secondsLeft();
        if (seconds != null) {
            parts.add(new ProgressPart("ETA " + duration(seconds)));
        }
        BigDecimal spent = progress.spentUsd();
        if (spent != null) {
            parts.add(new ProgressPart(
                    "$" + spent.setScale(2, RoundingMode.HALF_UP).toPlainString()));
        }
        String deadline = progress.deadline();
        if (deadline != null) {
            parts.add(new ProgressPart("until " + deadline));
        }
        return List.copyOf(parts);
    }

    /** Returns the percentage, rounded down: a hundred is only said when all is done. */
    private static long percent(RunProgress progress) {
        return progress.settled() * 100 / progress.total();
    }

    public static String rate(double perSecond) {
        return perSecond < SLOW
                ? String.format(Locale.ROOT, "%.1f/min", perSecond * 60)
                : String.format(Locale.ROOT, "%.1f/s", perSecond);
    }

    private static void count(List<ProgressPart> parts, long number, String what, TextColour colour) {
        if (number > 0) {
            parts.add(new ProgressPart(number + " " + what, colour));
        }
    }

    /** Formats a duration by its two largest units. */
    public static String duration(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours >= 24) {
            return hours / 24 + "d " + hours % 24 + "h";
        }
        if (hours > 0) {
            return hours + "h " + minutes % 60 + "m";
        }
        return minutes > 0 ? minutes + "m " + seconds % 60 + "s" : seconds + "s";
    }
}
