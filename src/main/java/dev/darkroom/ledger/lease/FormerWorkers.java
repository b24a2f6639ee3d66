package dev.darkroom.ledger.lease;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The workers that a manager left behind which is not there any more. The caller holds the workspace's lock. */
public final class FormerWorkers {

    /** They look for their orders each second, and have some seconds to end what is on the wire. */
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(10);

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private FormerWorkers() {}

    /**
     * Lets them end what is on the wire, for some seconds, and takes all rows from them; afterwards none commits anything for
     * what it had been lent.
     *
     * @param sleeper waits for them
     */
    public static void dismiss(DataSource dataSource, Pause sleeper) throws InterruptedException {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        jdbc.sql("update run_offer set stop = ?").param(WorkerStop.LEAVE.name()).update();
        for (Duration waited = Duration.ZERO;
                waited.compareTo(TIME_TO_LEAVE) < 0 && anyAlive(jdbc);
                waited = waited.plus(INTERVAL)) {
            sleeper.sleep(INTERVAL);
        }
        JdbcTemplate writing = new JdbcTemplate(dataSource);
        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            writing.update("delete from run_offer");
            writing.update("delete from run_worker");
            writing.update("delete from row_lease");
            // The ledger is read anew by whoever goes on.
            writing.update("delete from worker_report");
        });
    }

    private static boolean anyAlive(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from run_worker where leased_until > clock_timestamp()")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration pause) throws InterruptedException;
    }
}
