package dev.darkroom.results;

import dev.darkroom.ledger.history.StoredReviews;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the reports show about a run besides its rows.
 *
 * @param requests counts of requests to the service
 * @param cost in USD
 * @param startedAt when the run began
 * @param endedAt when it ended, null while it runs
 * @param reviews how many rows were approved and rejected
 */
public record RunFacts(
        RunSummary.RequestCounts requests,
        RunSummary.RunCost cost,
        Instant startedAt,
        @Nullable Instant endedAt,
        StoredReviews.ReviewCount reviews) {

    /** The facts of a run that nobody has reviewed. */
    public RunFacts(
            RunSummary.RequestCounts requests, RunSummary.RunCost cost, Instant startedAt, @Nullable Instant endedAt) {
        this(requests, cost, startedAt, endedAt, new StoredReviews.ReviewCount(0, 0));
    }

    public RunFacts {
        Objects.requireNonNull(requests, "requests is null");
        Objects.requireNonNull(cost, "cost is null");
        Objects.requireNonNull(reviews, "reviews is null");
        Objects.requireNonNull(startedAt, "startedAt is null");
    }
}
