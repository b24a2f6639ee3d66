package dev.darkroom.collect;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.rows.RowReason;
import java.time.Duration;

/**
 * Limits how long a request may wait at the service before it is cancelled there, or left to the run that sent it.
 *
 * @param after how long it may wait while this process polls
 * @param reason what its row then ends with
 */
record QueueLimit(Duration after, RowReason reason) {

    /** The user cancels the run. */
    static final QueueLimit NONE_MAY_WAIT =
            new QueueLimit(Duration.ZERO, new RowReason(ErrorCode.CANCELLED, "by the user, in the service's queue"));

    /** Says of a request that another run sent why it is left there and not cancelled. */
    static final RowReason LEFT = new RowReason(
            ErrorCode.NOT_CANCELLED,
            "another run bought it, so it is left in the service's queue; it is kept and asked for again by the next resume");

    /** The job's own queue timeout. */
    static QueueLimit timeout(Duration queueTimeout) {
        String message = "cancelled at the service after " + queueTimeout.toSeconds() + " s in its queue";
        return new QueueLimit(queueTimeout, new RowReason(ErrorCode.QUEUE_TIMEOUT, message));
    }
}
