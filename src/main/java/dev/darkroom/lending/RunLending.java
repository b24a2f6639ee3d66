package dev.darkroom.lending;

import dev.darkroom.ledger.LentRows;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.WorkerBarrier;
import dev.darkroom.ledger.lease.EnlistedWorker;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.lease.LeaseTables;
import dev.darkroom.ledger.lease.RowLeaseTable;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.lease.WorkerReport;
import dev.darkroom.ledger.lease.WorkerReportTable;
import dev.darkroom.ledger.lease.WorkerStop;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.step.WorkShare;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The manager's side of a run that workers on other hosts take part in. It lends them rows that every guard has let pass,
 * and hears of all that they commit, so that budget, canary and figures go by the whole run; what a worker does not end
 * comes back. Without workers it costs a look at one table each second.
 */
public final class RunLending implements WorkShare {

    private static final Logger log = LoggerFactory.getLogger(RunLending.class);

    private final RunLedger ledger;
    private final LentRows lent;
    private final LeaseTables tables;
    private final int run;
    private final int max;
    private final Function<String, @Nullable BigDecimal> priceOf;
    private final DoubleSupplier perSecond;
    private final WorkerEventListener listener;
    private final WorkerBarrier barrier;
    private final LentLeases leases = new LentLeases();
    private volatile int known;
    private volatile int takers;
    private final AtomicInteger unclaimed = new AtomicInteger();
    private volatile int ofManager;
    private volatile long holder;

    /**
     * @param max how many requests of all may be at the service at a time
     * @param priceOf the price of an output of a model in USD, null if it is not known
     * @param perSecond the rate of all
     */
    public RunLending(
            DataSource dataSource,
            JsonMapper json,
            RunLedger ledger,
            int max,
            Function<String, @Nullable BigDecimal> priceOf,
            DoubleSupplier perSecond,
            WorkerEventListener listener) {
        this.ledger = ledger;
        this.lent = ledger.lent();
        this.tables = LeaseTables.of(dataSource, json);
        this.run = ledger.run().number();
        this.max = max;
        this.priceOf = priceOf;
        this.perSecond = perSecond;
        this.listener = listener;
        this.barrier = new OfferBarrier(tables.offers(), run, this::hear);
        this.ofManager = max;
    }

    @Override
    public int wanted() {
        int parts = takers;
        return unclaimed.get() >= parts
                ? 0
                : LeaseSize.of(perSecond.getAsDouble(), parts + 1, ledger.work().left(RowState.PENDING));
    }

    @Override
    public void lend(List<PendingRow> rows) {
        BitSet numbers = new BitSet();
        Map<String, BigDecimal> prices = new HashMap<>();
        for (PendingRow row : rows) {
            numbers.set(row.key().row());
            BigDecimal price = priceOf.apply(row.model());
            if (price != null) {
                prices.put(row.model(), price);
            }
        }
        lent.lend(numbers);
        leases.add(tables.leases().lend(run, numbers, prices), numbers);
        unclaimed.incrementAndGet();
    }

    @Override
    public int maxInFlight() {
        return ofManager;
    }

    @Override
    public boolean mayGrow() {
        return lent.any();
    }

    @Override
    public boolean isLeased() {
        return false;
    }

    /** Takes workers on from now on. */
    void open(RunOffer offer) {
        holder = offer.holder();
        lent.holdBackBy(barrier);
        tables.offers().open(offer);
        enterLateAnswers();
    }

    /** Shows that the run has a manager. */
    void renew() {
        tables.offers().renew(run);
    }

    /** Tells and hears what all have learned of the service. */
    void refresh() {
        listener.refresh();
    }

    /** Tells workers that the run stops. */
    void tell(WorkerStop stop) {
        tables.offers().stop(run, stop);
    }

    /** Returns whether a worker took part when it was last looked, or a row is lent. */
    boolean hasWorkers() {
        return known > 0 || lent.any();
    }

    /** Hears of the workers, takes back what came back, and divides anew what they may have at the service. */
    void tick() {
        List<EnlistedWorker> workers = tables.workers().ofRun(run);
        if (workers.isEmpty() && !hasWorkers()) {
            return;
        }
        known = workers.size();
        List<EnlistedWorker> alive = new ArrayList<>();
        for (EnlistedWorker worker : workers) {
            if (worker.expired()) {
                tables.workers().strikeOff(worker.number());
                log.warn("{} is not heard of any more: its rows are taken back", worker.shown());
            } else {
                alive.add(worker);
            }
        }
        share(alive);
        if (unclaimed.get() > 0 && isNobodyToClaim()) {
            tables.leases().takeBackUnclaimed(run);
        }
        takeBackEnded();
        enterLateAnswers();
    }

    /** Returns whether rows that no worker has claimed are better done here, or not at all. */
    private boolean isNobodyToClaim() {
        RunSignals.StopSignal stopped = ledger.signals().stopped();
        boolean submitsNothing = stopped != null && stopped.reason() != StopReason.BUDGET;
        return takers == 0 || submitsNothing || ledger.work().left(RowState.PENDING) == 0;
    }

    private void takeBackEnded() {
        Set<Long> known = leases.numbers();
        RowLeaseTable.LeaseNumbers found = tables.leases().ofRun(run);
        unclaimed.set(found.unclaimed().size());
        // After that: what a worker committed for a lease that is gone by now can be heard.
        hear();
        BitSet returned = leases.comeBack(known, found.all());
        if (!returned.isEmpty()) {
            lent.takeBack(returned);
        }
    }

    private void share(List<EnlistedWorker> workers) {
        long own = ledger.work().left(RowState.SUBMITTING) + ledger.work().left(RowState.SUBMITTED);
        InFlightShares shares = InFlightShares.of(max, (int) Math.max(ofManager, own), workers);
        ofManager = shares.ofManager();
        int able = 0;
        for (EnlistedWorker worker : workers) {
            int share = shares.ofWorkers().getOrDefault(worker.number(), 0);
            able += share > 0 ? 1 : 0;
            if (share != worker.granted()) {
                tables.workers().grant(worker.number(), share);
            }
        }
        if (able != takers) {
            log.info("{} of {} workers take rows", able, workers.size());
        }
        takers = able;
    }

    private void hear() {
        hear(tables.reports());
    }

    private void hear(WorkerReportTable reported) {
        List<WorkerReport> reports = new ArrayList<>();
        List<LedgerEvent> events = lent.hear(() -> {
            reports.addAll(reported.take(run, holder));
            return reports.stream().flatMap(report -> report.events().stream()).toList();
        });
        events.forEach(listener::heard);
        reports.forEach(this::hearEnd);
    }

    private void hearEnd(WorkerReport report) {
        WorkerReport.WorkerEnd end = report.end();
        if (end == null) {
            return;
        }
        StopReason reason = StopReason.valueOf(end.reason());
        String message = end.message() + " (worker " + report.worker() + ")";
        switch (WorkerEndKind.of(reason)) {
            case CONCERNS_ALL -> ledger.signals().stop(reason, message);
            case ON_TIME -> log.info("a worker submits nothing more: {}", message);
            case ON_ITS_OWN -> log.warn("a worker stops, and the run goes on without it: {}", message);
        }
    }

    private void enterLateAnswers() {
        for (LateAnswerTable.LateAnswers answers : tables.lateAnswers().ofRun(run)) {
            log.info(
                    "entering what a worker could not enter itself: {} events",
                    answers.lines().size());
            lent.enter(answers.lines());
            tables.lateAnswers().forget(answers);
        }
    }

    /** Returns whether any worker takes part, or any row is lent. */
    boolean isShared() {
        return lent.any() || !tables.workers().ofRun(run).isEmpty();
    }

    /** Takes back all that is lent, whoever has it; once this returns no worker commits anything for the run. */
    void close() {
        tables.offers().withdraw(run);
        tables.workers().strikeOffAll(run);
        takeBackEnded();
        takers = 0;
        ofManager = max;
        lent.holdBackBy(WorkerBarrier.NONE);
    }

    RunSignals signals() {
        return ledger.signals();
    }
}
