package dev.darkroom.collect;

import dev.darkroom.ledger.Reason;
import java.time.Duration;

/**
 * When a request that still waits at the service is cancelled there.
 *
 * @param after how long it may wait while this process looks on
 * @param reason what its row then ends with
 */
record QueueLimit(Duration after, Reason reason) {

    /** The user cancels the run. */
    static final QueueLimit NONE_MAY_WAIT =
            new QueueLimit(Duration.ZERO, new Reason("CANCELLED", "by the user, in the service's queue"));

    /** The job's own patience. */
    static QueueLimit timeout(Duration queueTimeout) {
        String words = "cancelled at the service after " + queueTimeout.toSeconds() + " s in its queue";
        return new QueueLimit(queueTimeout, new Reason("QUEUE_TIMEOUT", words));
    }
}
