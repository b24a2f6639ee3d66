package dev.darkroom.ledger.lease;

import dev.darkroom.ledger.database.LedgerTakenException;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.shared.GroupFence;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets a worker commit as long as it is enlisted and its run has the manager that lent the rows, and tells that manager what
 * it has committed, in the same transaction. Whoever strikes it off, or withdraws the offer, waits for a transaction that
 * has passed, and none passes afterwards.
 */
public final class WorkerFence implements GroupFence {

    private static final String HOLD = "select w.number from run_worker w join run_offer o on o.run = w.run"
            + " where w.number = ? and o.holder = ? for key share";

    private final JdbcTemplate jdbc;
    private final WorkerReportTable reports;
    private final RunOffer offer;
    private final long worker;
    private final InstantSource clock;

    public WorkerFence(DataSource dataSource, RunOffer offer, long worker, InstantSource clock) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.reports = new WorkerReportTable(jdbc);
        this.offer = offer;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public void pass() {
        if (jdbc.queryForList(HOLD, Long.class, worker, offer.holder()).isEmpty()) {
            throw new LedgerTakenException();
        }
    }

    @Override
    public void entered(List<LedgerEvent> events) {
        if (!events.isEmpty()) {
            reports.events(offer.run(), worker, events, clock.instant());
        }
    }
}
