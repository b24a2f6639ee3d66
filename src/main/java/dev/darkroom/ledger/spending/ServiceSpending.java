package dev.darkroom.ledger.spending;

import dev.darkroom.ledger.runs.RunRecord;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The money that all runs at a service have spent since a time.
 *
 * @param since what was about to be submitted before is left out
 * @param spending the sum, and this run's purchases that may still cost more or less
 */
record ServiceSpending(Instant since, RunSpending spending) {

    /** Reads anew what the ledger holds. */
    void read(JdbcClient jdbc, RunRecord run) {
        spending.reset(
                StoredSpending.countedSince(jdbc, run.service(), since),
                new StoredSpending(jdbc, run.number(), since).open());
    }
}
