package dev.darkroom.results;

import dev.darkroom.ledger.history.StoredReviews;
import java.time.Instant;
import java.util.List;
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
 * @param shut whether a stop keeps every command from buying until the run is resumed past it
 */
public record RunFacts(
        RunSummary.RequestCounts requests,
        RunSummary.RunCost cost,
        Instant startedAt,
        @Nullable Instant endedAt,
        StoredReviews.ReviewCount reviews,
        boolean shut) {

    /** The facts of a run that nobody has reviewed, and no stop keeps shut. */
    public RunFacts(
            RunSummary.RequestCounts requests, RunSummary.RunCost cost, Instant startedAt, @Nullable Instant endedAt) {
        this(requests, cost, startedAt, endedAt, StoredReviews.ReviewCount.NONE, false);
    }

    public RunFacts {
        Objects.requireNonNull(requests, "requests is null");
        Objects.requireNonNull(cost, "cost is null");
        Objects.requireNonNull(reviews, "reviews is null");
        Objects.requireNonNull(startedAt, "startedAt is null");
    }

    /** Returns the errors with the advice that helps as the run stands. */
    public List<ErrorLine> advised(List<ErrorLine> errors) {
        return shut ? errors.stream().map(ErrorLine::pastStop).toList() : errors;
    }
}
