package dev.darkroom.ledger.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The workers of runs, each for as long as it is heard of by the database's clock. Thread-safe. */
public final class WorkerTable {

    /** The lease of a worker that gets ready: it has no rows yet that others could do. */
    private static final Duration TIME_TO_START = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final JdbcTemplate writing;
    private final TransactionTemplate transaction;

    public WorkerTable(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.writing = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Enlists this process for a run.
     *
     * @return its number; empty if the offer is not there any more
     */
    public Optional<Long> join(RunOffer offer, String host, long process) {
        return jdbc.sql("insert into run_worker (run, host, process, granted, held, leased_until)"
                        + " select run, ?, ?, 0, 0, " + LeaseTime.until(TIME_TO_START)
                        + " from run_offer where run = ? and holder = ? and stop is null returning number")
                .params(host, process, offer.run(), offer.holder())
                .query(Long.class)
                .optional();
    }

    /**
     * Says that a worker is alive.
     *
     * @param held how many of its requests may be at the service
     * @return what it is told: to leave, if the run's manager is not heard of any more; empty if it takes no part
     */
    public Optional<WorkerOrders> heartbeat(long worker, int held) {
        return jdbc.sql(
                        "update run_worker w set leased_until = " + LeaseTime.LEASED_UNTIL
                                + ", held = greatest(?, w.granted)"
                                + " from run_offer o"
                                + " where w.number = ? and o.run = w.run"
                                + " returning w.granted, case when o.leased_until < clock_timestamp() then 'LEAVE' else o.stop end stop")
                .params(held, worker)
                .query((row, index) -> {
                    String stop = row.getString("stop");
                    return new WorkerOrders(row.getInt("granted"), stop == null ? null : WorkerStop.valueOf(stop));
                })
                .optional();
    }

    /** Lets a worker have so many requests at the service. */
    public void grant(long worker, int requests) {
        jdbc.sql("update run_worker set granted = ? where number = ?")
                .params(requests, worker)
                .update();
    }

    /** Returns a run's workers, in the sequence in which they came. */
    public List<EnlistedWorker> ofRun(int run) {
        return jdbc.sql("select number, host, process, granted, held, leased_until < clock_timestamp() expired"
                        + " from run_worker where run = ? order by number")
                .param(run)
                .query((row, index) -> new EnlistedWorker(
                        row.getLong("number"),
                        String.valueOf(row.getString("host")),
                        row.getLong("process"),
                        row.getInt("granted"),
                        row.getInt("held"),
                        row.getBoolean("expired")))
                .list();
    }

    /** Returns how a run's workers stand, for people, in the sequence in which they came. */
    public List<WorkerStatus> statuses(int run) {
        Map<Long, Integer> rows = new HashMap<>();
        jdbc.sql("select worker, row_ranges from row_lease where run = ? and worker is not null")
                .param(run)
                .query(row -> {
                    int lent = RowRanges.parse(String.valueOf(row.getString("row_ranges")))
                            .cardinality();
                    rows.merge(row.getLong("worker"), lent, Integer::sum);
                });
        return jdbc.sql("select number, host, process, granted,"
                        + " cast(1000 * extract(epoch from clock_timestamp() - leased_until) as bigint) over_millis"
                        + " from run_worker where run = ? order by number")
                .param(run)
                .query((row, index) -> new WorkerStatus(
                        row.getLong("number"),
                        String.valueOf(row.getString("host")),
                        row.getLong("process"),
                        rows.getOrDefault(row.getLong("number"), 0),
                        row.getInt("granted"),
                        Duration.ofMillis(Math.max(0, LeaseTime.LEASE.toMillis() + row.getLong("over_millis")))))
                .list();
    }

    /** Strikes off a worker that was not heard of; once this returns it commits nothing any more. */
    public void strikeOff(long worker) {
        transaction.executeWithoutResult(status -> remove(worker));
    }

    /** Strikes off all that take part in a run. */
    public void strikeOffAll(int run) {
        transaction.executeWithoutResult(status -> {
            writing.update("delete from run_worker where run = ?", run);
            writing.update("delete from row_lease where run = ?", run);
        });
    }

    private void remove(long worker) {
        writing.update("delete from run_worker where number = ?", worker);
        writing.update("delete from row_lease where worker = ?", worker);
    }

    /** Tells a run's manager why a worker stops, which may be a reason for all. */
    public void report(int run, long worker, WorkerReport.WorkerEnd why) {
        new WorkerReportTable(writing).leave(run, worker, why);
    }

    /** Ends a worker's part: its rows go back. */
    public void leave(long worker) {
        transaction.executeWithoutResult(status -> remove(worker));
    }
}
