package dev.darkroom.collect;

import dev.darkroom.api.JobResponse;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.pace.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds the events by which requests end, from what the service says of them. */
final class CompletionEvents {

    /** The time for which a fresh id may not be known everywhere yet. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final int GONE_FOR_GOOD = 3;

    private final QueueLimit queueLimit;
    private final ModelDurations usualTimes;
    private final MonotonicClock clock;

    CompletionEvents(QueueLimit queueLimit, ModelDurations usualTimes, MonotonicClock clock) {
        this.queueLimit = queueLimit;
        this.usualTimes = usualTimes;
        this.clock = clock;
    }

    /** Returns the row's end, or null if the answer is none. */
    @Nullable
    LedgerEvent of(PolledRequest request, JobResponse response) {
        SubmittedRow row = request.row();
        if (response instanceof JobResponse.RequestSucceeded done) {
            learn(request, done.finished());
            return new LedgerEvent.RequestCompleted(
                    row.key(), row.attempt(), done.outputUrls(), request.times(done.finished()), done.cost());
        }
        if (response instanceof JobResponse.RequestFailed failed) {
            learn(request, failed.finished());
            RowReason reason = new RowReason(failed.code(), failed.message());
            return new LedgerEvent.RequestEnded(
                    row.key(), row.attempt(), RowState.FAILED, reason, request.times(failed.finished()), failed.cost());
        }
        if (response instanceof JobResponse.RequestCancelled cancelled) {
            RowReason reason = request.wasCancelled()
                    ? queueLimit.reason()
                    : new RowReason(ErrorCode.CANCELLED, cancelled.message());
            return without(request, RowState.CANCELLED, reason);
        }
        if (response instanceof JobResponse.RequestGone no && lostForGood(request)) {
            return without(request, RowState.FAILED, new RowReason(no.code(), no.message()));
        }
        return null;
    }

    private boolean lostForGood(PolledRequest request) {
        int times = request.gone();
        // Its stamp may be by a clock that was set since, and what is said to be lost here is not polled again.
        boolean fresh = request.watched(clock.now()).compareTo(FRESH) < 0;
        return !fresh && times >= GONE_FOR_GOOD;
    }

    private void learn(PolledRequest request, @Nullable Instant finished) {
        SubmittedRow row = request.row();
        Duration told = finished == null ? null : Duration.between(row.submittedAt(), finished);
        usualTimes.of(row.model()).ended(request.ranAt(), request.age(clock.now()), told);
    }

    /** The end of a request that the service tells no more of. */
    static LedgerEvent without(PolledRequest request, RowState to, RowReason reason) {
        SubmittedRow row = request.row();
        return new LedgerEvent.RequestEnded(row.key(), row.attempt(), to, reason, request.times(null), null);
    }
}
