package dev.darkroom.cli.terminal;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.results.RunSummary;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's progress.
 *
 * @param total how many rows it has
 * @param counts how many of them have each status; one that is left out has none
 * @param inFlight how many requests are at the service
 * @param ratePerSecond how many rows are submitted a second, of late
 * @param spentUsd what is spent so far; null if it is not known
 * @param secondsLeft until the end at this rate; null if it is not known
 * @param trouble what holds it up at the service; null if nothing does
 * @param deadline the time of day from which on nothing is submitted; null if there is none
 */
public record RunProgress(
        long total,
        Map<RowStatus, Long> counts,
        long inFlight,
        double ratePerSecond,
        @Nullable BigDecimal spentUsd,
        @Nullable Long secondsLeft,
        @Nullable String trouble,
        @Nullable String deadline) {

    public RunProgress {
        if (total < 0 || inFlight < 0 || !(ratePerSecond >= 0) || (secondsLeft != null && secondsLeft < 0)) {
            throw new IllegalArgumentException("progress has no negative numbers");
        }
        EnumMap<RowStatus, Long> copy = new EnumMap<>(RowStatus.class);
        copy.putAll(counts);
        counts = Map.copyOf(copy);
    }

    public static RunProgress of(
            RunSummary summary, long inFlight, @Nullable String trouble, @Nullable String deadline) {
        EnumMap<RowStatus, Long> counts = new EnumMap<>(RowStatus.class);
        for (RowStatus status : RowStatus.values()) {
            counts.put(status, summary.count(status));
        }
        BigDecimal rate = summary.ratePerS();
        return new RunProgress(
                summary.total(),
                counts,
                inFlight,
                rate == null ? 0 : rate.doubleValue(),
                summary.cost().spentUsd(),
                summary.secondsLeft(),
                trouble,
                deadline);
    }

    /** Returns the figures for programs; what is not known is null. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("total", total);
        fields.put("settled", settled());
        fields.put("in_flight", inFlight);
        fields.put("rate_per_s", ratePerSecond);
        fields.put("spent_usd", spentUsd);
        fields.put("seconds_left", secondsLeft);
        fields.put("trouble", trouble);
        return fields;
    }

    /** Counts the rows for which there is nothing more to do. */
    public long settled() {
        long open = count(RowStatus.SUBMITTED) + count(RowStatus.PENDING);
        return counts.values().stream().mapToLong(Long::longValue).sum() - open;
    }

    long count(RowStatus... statuses) {
        long sum = 0;
        for (RowStatus status : statuses) {
            sum += counts.getOrDefault(status, 0L);
        }
        return sum;
    }
}
