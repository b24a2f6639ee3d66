package dev.darkroom.ledger.lease;

import java.time.Duration;

/** How long, by the database's clock, what is to be renewed lasts without. */
final class LeaseTime {

    /** The time after which a worker that is not heard of has lost its rows, and an offer that nobody renews has lapsed. */
    static final Duration LEASE = Duration.ofSeconds(20);

    /** When a lease ends that begins now, as an SQL expression. */
    static final String LEASED_UNTIL = until(LEASE);

    private LeaseTime() {}

    /** Returns an SQL expression of the instant that is so far away from now. */
    static String until(Duration time) {
        return "clock_timestamp() + interval '" + time.toSeconds() + " seconds'";
    }
}
