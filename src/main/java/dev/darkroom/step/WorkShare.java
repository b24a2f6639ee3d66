package dev.darkroom.step;

import dev.darkroom.ledger.rows.PendingRow;
import java.util.List;

/**
 * Says which part of a run's work is this process's, where workers on other hosts do parts of it. Thread-safe, but for {@link
 * #wanted} and {@link #lend}, which the one thread calls that decides what is submitted.
 */
public interface WorkShare {

    /**
     * Makes the share of a process that does a whole run.
     *
     * @param maxInFlight how many requests may be at the service at a time
     */
    static WorkShare whole(int maxInFlight) {
        return new WorkShare() {
            @Override
            public int wanted() {
                return 0;
            }

            @Override
            public void lend(List<PendingRow> rows) {
                throw new UnsupportedOperationException("nobody else works on the run");
            }

            @Override
            public int maxInFlight() {
                return maxInFlight;
            }

            @Override
            public boolean mayGrow() {
                return false;
            }

            @Override
            public boolean isLeased() {
                return false;
            }
        };
    }

    /** Returns how many rows others could take on at once now. */
    int wanted();

    /** Lends rows that every guard lets be submitted, durably. */
    void lend(List<PendingRow> rows);

    /** Returns how many requests of this process may be at the service at a time. */
    int maxInFlight();

    /** Returns whether rows may still come to this process that are not its own now. */
    boolean mayGrow();

    /** Returns whether this process has leased its rows from another, which does what is to be done of all others. */
    boolean isLeased();
}
