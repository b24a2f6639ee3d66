package dev.darkroom.ledger.spending;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is spent, kept up with every commit: by the run, and by all runs at its service since certain times. Thread-safe.
 */
public final class SpendingAccounts {

    private final JdbcClient jdbc;
    private final RunRecord run;
    private final RunSpending ofRun = new RunSpending();
    private final DearestCosts dearestCosts = new DearestCosts();
    private final List<ServiceSpending> ofService = new CopyOnWriteArrayList<>();
    private volatile boolean runRead;

    /** Keeps the accounts of a run, none of which is read before somebody asks for it. */
    public SpendingAccounts(JdbcClient jdbc, RunRecord run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** What the run has spent, once it is {@link #isRunRead read}. */
    public RunSpending ofRun() {
        return ofRun;
    }

    /** Returns whether what the run has spent was read, which takes a pass over all its purchases. */
    public boolean isRunRead() {
        return runRead;
    }

    /** Reads what the run has spent, if nobody has yet; from then on it is kept up. The tables show all that was recorded. */
    public void readRunOnce() {
        if (!runRead) {
            readRun();
        }
    }

    private void readRun() {
        StoredSpending purchases = new StoredSpending(jdbc, run);
        ofRun.reset(purchases.counted(), purchases.open());
        runRead = true;
    }

    /**
     * Counts what all runs at the run's service have spent since a time, with the estimates of all that is on its way or
     * in doubt. To be called before the first row moves.
     */
    public RunSpending since(Instant start) {
        ServiceSpending counted = new ServiceSpending(start, new RunSpending(false));
        counted.read(jdbc, run);
        ofService.add(counted);
        return counted.spending();
    }

    /** Counts what is submitted from now on likewise. */
    public RunSpending fromNowOn(Instant start) {
        ServiceSpending counted = new ServiceSpending(start, new RunSpending(false));
        ofService.add(counted);
        return counted.spending();
    }

    /** Gives back what was reserved for a row that was not submitted after all. */
    public void release(RowKey row) {
        ofRun.release(row);
        ofService.forEach(period -> period.spending().release(row));
    }

    /** The dearest costs seen, of late and by this process. */
    public DearestCosts dearestCosts() {
        return dearestCosts;
    }

    /** Reads what outputs of a model cost of late, in all runs at the run's service. */
    public void readDearestCost(String model) {
        dearestCosts.learn(model, 1, DearestCosts.stored(jdbc, run.service(), model));
    }

    /** Counts what the events of one commit changed; called in the order of commits. */
    public void moved(List<LedgerEvent> events) {
        if (runRead) {
            ofRun.moved(events);
        }
        ofService.forEach(period -> period.spending().moved(events));
    }

    /** Reads anew what somebody wants to know. */
    public void read() {
        if (runRead) {
            readRun();
        }
        ofService.forEach(period -> period.read(jdbc, run));
    }
}
