package dev.darkroom.worker;

import dev.darkroom.ledger.PromptLedger;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.lease.LeaseTables;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.lease.WorkerFence;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.lending.PaidService;
import dev.darkroom.lending.SimulatedManager;
import dev.darkroom.lending.SteppedPurchases;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.runs.LeftAnswers;
import dev.darkroom.time.SettableClock;
import dev.darkroom.worker.VirtualDatabase.CutDataSource;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A host's worker, in small steps: the process may die and be started again, stall, or be cut off from the database. */
final class SimulatedWorker {

    private final VirtualDatabase server;
    private final RunRecord run;
    private final String host;
    private final Workspace home;
    private final PaidService service;
    private final Random random;
    private final CutDataSource database;
    private final LeaseTables tables;
    private final SettableClock clock;
    private MonotonicTime awake = MonotonicTime.MIN;
    private MonotonicTime reached = MonotonicTime.MIN;
    private @Nullable WorkerPart part;

    SimulatedWorker(VirtualDatabase server, RunRecord run, String host, Path home, PaidService service, Random random) {
        this.server = server;
        this.run = run;
        this.host = host;
        this.home = new Workspace(home);
        this.service = service;
        this.random = random;
        this.database = new CutDataSource(server.dataSource());
        this.tables = LeaseTables.of(database, JsonMapper.shared());
        this.clock = server.clock();
    }

    /** Does what comes next, unless it stalls. */
    void step() throws IOException {
        if (clock.now().isBefore(awake)) {
            return;
        }
        database.cut(clock.now().isBefore(reached));
        WorkerPart now = part;
        if (now != null) {
            step(now);
        } else if (!database.isCut()) {
            new LeftAnswers(home, new RunStore(database, JsonMapper.shared()), new LateAnswerTable(database)).handIn();
            join();
        }
    }

    private void join() {
        for (RunOffer offer : tables.offers().open(SimulatedManager.VERSION)) {
            Optional<Long> number = tables.workers().join(offer, host, 1);
            number.ifPresent(fence -> part = part(offer, fence));
        }
    }

    private WorkerPart part(RunOffer offer, long number) {
        RunLedger ledger = PromptLedger.openLeased(
                database,
                JsonMapper.shared(),
                clock,
                run,
                home.journal(run.id()),
                new WorkerFence(database, offer, number, clock));
        LeasedShare share = new LeasedShare();
        WorkerSession session = new WorkerSession(
                tables,
                number,
                ledger,
                share,
                new ClaimedLeases(tables.leases(), run.number(), number, ledger.leased(), (model, price) -> {}),
                List.of(),
                new WorkerHealth(clock),
                () -> {},
                clock,
                pause -> {});
        return new WorkerPart(
                number, ledger, share, session, new SteppedPurchases(ledger, service, "worker " + number, random));
    }

    private void step(WorkerPart now) {
        // The loops do not wait for the one that says that the worker is alive.
        boolean ticks = random.nextInt(4) > 0;
        if (ticks) {
            now.session.tick();
        }
        if (now.ledger.signals().stopped() == null) {
            for (int times = random.nextInt(5); times > 0; times--) {
                now.purchases.work(now.share.maxInFlight());
            }
            return;
        }
        now.purchases.endWire();
        now.session.leave();
        now.ledger.close();
        part = null;
    }

    void stall(Duration time) {
        awake = clock.now().plus(time);
    }

    void cutOff(Duration time) {
        reached = clock.now().plus(time);
    }

    void recover() {
        awake = MonotonicTime.MIN;
        reached = MonotonicTime.MIN;
    }

    /** Ends without a word; another process starts on the host. */
    void die() {
        WorkerPart now = part;
        if (now != null) {
            now.purchases.die();
            now.ledger.close();
            part = null;
        }
    }

    /** The number under which it takes part; 0 if it does not. */
    long number() {
        WorkerPart now = part;
        return now == null ? 0 : now.number;
    }

    /** Returns whether it has answers that it could not enter, and which are not handed in yet. */
    boolean holdsAnswers() throws IOException {
        WorkerPart now = part;
        Path journal = home.journal(run.id());
        return (now != null && now.ledger.signals().ledgerLost()) || (Files.exists(journal) && Files.size(journal) > 0);
    }

    /** Returns the rows that it is at work on. */
    BitSet rows() {
        WorkerPart now = part;
        return now == null ? new BitSet() : now.purchases.rows();
    }

    /** A worker's part in the run. */
    private record WorkerPart(
            long number, RunLedger ledger, LeasedShare share, WorkerSession session, SteppedPurchases purchases) {}
}
