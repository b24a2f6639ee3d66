package dev.darkroom.lending;

import dev.darkroom.ledger.PromptLedger;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.lease.FormerWorkers;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.shared.LedgerFence;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The process that manages a run, and does a part of it itself, in small steps. */
public final class SimulatedManager implements AutoCloseable {

    public static final String VERSION = "1.2.3";

    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static final int MAX_IN_FLIGHT = 6;
    private static final BigDecimal BUDGET = BigDecimal.valueOf(1_000);

    private final SettableClock clock;
    private final RunLedger ledger;
    private final RunLending lending;
    private final SteppedPurchases purchases;
    private MonotonicTime nextRenewal = MonotonicTime.MIN;

    private SimulatedManager(SettableClock clock, RunLedger ledger, RunLending lending, SteppedPurchases purchases) {
        this.clock = clock;
        this.ledger = ledger;
        this.lending = lending;
        this.purchases = purchases;
    }

    /**
     * Starts as a process does that has the workspace's lock.
     *
     * @param journal of its host
     * @param meanwhile lets others act while it waits
     */
    public static SimulatedManager start(
            DataSource database,
            SettableClock clock,
            RunRecord run,
            Path journal,
            PaidService service,
            Random random,
            FormerWorkers.Pause meanwhile)
            throws InterruptedException {
        LedgerFence.takeOver(database);
        FormerWorkers.dismiss(database, meanwhile);
        JsonMapper json = JsonMapper.shared();
        RunLedger ledger = PromptLedger.open(database, json, clock, run, journal);
        ledger.recovery().recover();
        RunLending lending = new RunLending(
                database,
                json,
                ledger,
                MAX_IN_FLIGHT,
                model -> SteppedPurchases.PRICE,
                () -> 3,
                WorkerEventListener.NONE);
        long holder = LedgerFence.of(database, LedgerEngine.POSTGRESQL).holder();
        lending.open(new RunOffer(run.number(), holder, VERSION, clock.instant(), "{}"));
        return new SimulatedManager(
                clock, ledger, lending, new SteppedPurchases(ledger, service, "manager " + holder, random));
    }

    /** Does what it does some times a second, and a step of its own purchases. */
    public void step() {
        if (!clock.now().isBefore(nextRenewal)) {
            lending.renew();
            nextRenewal = clock.now().plus(RENEWAL);
        }
        lending.tick();
        work();
    }

    /** Lends, or does a step of its own purchases. */
    public void work() {
        List<PendingRow> rows = ledger.work().takePending(lending.wanted());
        if (rows.isEmpty()) {
            purchases.work(lending.maxInFlight());
            return;
        }
        rows.forEach(row -> ledger.spending().reserve(row.key(), SteppedPurchases.PRICE, BUDGET));
        lending.lend(rows);
    }

    /** Goes on as one whose workspace another process has taken over, and who does not know. */
    public void workLate() {
        purchases.work(1);
        try {
            lending.tick();
            lending.renew();
        } catch (RuntimeException refused) {
            // As it would have to be: the run is another process's.
        }
    }

    public RunLedger ledger() {
        return ledger;
    }

    public SteppedPurchases purchases() {
        return purchases;
    }

    /** Returns whether a row is lent, as far as it knows. */
    public boolean hasLent() {
        return lending.mayGrow();
    }

    /** Comes to its end in good order. */
    public void end() {
        lending.close();
    }

    /** Ends without a word. */
    @Override
    public void close() {
        purchases.die();
        ledger.close();
    }
}
