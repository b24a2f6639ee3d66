package dev.darkroom.results;

import dev.darkroom.ledger.rows.RowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Summaries for tests. */
public final class SampleSummaries {

    static final Map<RowStatus, Long> STATUSES =
            Map.of(RowStatus.SUCCEEDED, 5L, RowStatus.FAILED, 3L, RowStatus.PENDING, 4L);

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private SampleSummaries() {}

    public static RunSummary running() {
        return paused(null);
    }

    /** The running one, which pauses until then. */
    static RunSummary paused(@Nullable Instant until) {
        return new RunSummary(
                "nightly-2026-11-21",
                "nightly",
                RunSummary.SummaryState.RUNNING,
                null,
                null,
                "samples/catalog.csv",
                "abc",
                START,
                Instant.parse("2026-11-21T12:05:00.123Z"),
                null,
                RunSummary.rows(STATUSES),
                new RunSummary.RequestCounts(8, 1, 2, 3),
                new RunSummary.RunCost(new BigDecimal("0.100000"), null, new BigDecimal("1E+2"), 1),
                null,
                null,
                until,
                List.of(new RunSummary.ErrorCount("JOB_FAILED", 3, true)),
                "0.1.0",
                new RunSummary.ReviewCounts(3, 1, 1, 2, 1));
    }

    public static RunSummary stopped() {
        return stopped("budget");
    }

    /** The stopped one, which stopped for this reason. */
    public static RunSummary stopped(String reason) {
        return new RunSummary(
                "nightly-2026-11-21",
                "nightly",
                RunSummary.SummaryState.STOPPED,
                reason,
                4,
                "samples/catalog.csv",
                "abc",
                START,
                START.plusSeconds(90),
                START.plusSeconds(90),
                RunSummary.rows(STATUSES),
                new RunSummary.RequestCounts(1_234, 0, 0, 0),
                new RunSummary.RunCost(new BigDecimal("24.68"), new BigDecimal("25"), new BigDecimal("25"), 0),
                new BigDecimal("1.9"),
                120L,
                null,
                List.of(),
                "0.1.0");
    }
}
