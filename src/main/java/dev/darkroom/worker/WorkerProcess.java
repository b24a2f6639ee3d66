package dev.darkroom.worker;

import dev.darkroom.io.FailureText;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.lease.LeaseTables;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.runs.LeftAnswers;
import dev.darkroom.runs.ProgramVersion;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Works on whatever runs of a shared workspace take workers, one after the other, until it is told to stop. A database that
 * is away is waited for: what could not be entered meanwhile is handed in when it is back.
 */
public final class WorkerProcess {

    private static final Duration SEARCH_INTERVAL = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private final Workspace shared;
    private final WorkerIdentity identity;
    private final TokenSource tokens;
    private final StopSwitch stop;
    private final WorkerHealth health;
    private final Consumer<String> says;
    private final InstantSource wall = InstantSource.system();
    private final MonotonicClock clock = MonotonicClock.system();
    private final Sleeper sleeper = Sleeper.real();
    private final JsonMapper json;
    private final Set<String> told = new HashSet<>();

    /**
     * @param shared the workspace, whose ledger is in a database
     * @param health what others may ask of this process
     * @param says tells people what it does, a line at a time
     */
    public WorkerProcess(
            Workspace shared,
            WorkerIdentity identity,
            TokenSource tokens,
            StopSwitch stop,
            WorkerHealth health,
            Consumer<String> says,
            JsonMapper json) {
        this.shared = shared;
        this.identity = identity;
        this.tokens = tokens;
        this.stop = stop;
        this.health = health;
        this.says = says;
        this.json = json;
    }

    /** Works until it is told to stop. */
    public void run() throws IOException, InterruptedException {
        stop.begins();
        try (WorkerHome home = WorkerHome.take(shared)) {
            says.accept("worker " + home.number() + " of this host waits for runs");
            Duration wait = SEARCH_INTERVAL;
            while (!stop.isRequested()) {
                health.lives();
                try {
                    workOnce(home);
                    wait = SEARCH_INTERVAL;
                } catch (RuntimeException away) {
                    if (!isOfDatabase(away)) {
                        throw away;
                    }
                    health.databaseIs(false);
                    tellOnce("the database cannot be used, and is tried again: " + FailureText.of(away));
                    wait = wait.multipliedBy(2).compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait.multipliedBy(2);
                }
                sleepUnlessStopped(wait);
            }
        }
        health.stops();
        says.accept("worker ends");
    }

    /** Returns whether the database is to be tried again; whoever wires a run's parts says so only in a cause. */
    private static boolean isOfDatabase(RuntimeException failure) {
        return failure instanceof DataAccessException
                || failure instanceof LedgerException
                || LedgerEngine.isAway(failure);
    }

    private void sleepUnlessStopped(Duration wait) throws InterruptedException {
        for (Duration left = wait; left.compareTo(Duration.ZERO) > 0 && !stop.isRequested(); ) {
            sleeper.sleep(SEARCH_INTERVAL);
            left = left.minus(SEARCH_INTERVAL);
        }
    }

    /** Opens the database and works on the runs that are there, until there are none or the database is away. */
    private void workOnce(WorkerHome home) throws IOException, InterruptedException {
        Optional<LedgerDatabase> found =
                LedgerDatabase.openLent(Objects.requireNonNull(shared.database(), "the workspace is shared"));
        health.databaseIs(true);
        if (found.isEmpty()) {
            return;
        }
        try (LedgerDatabase database = found.get()) {
            LeaseTables tables = LeaseTables.of(database.dataSource(), json);
            new LeftAnswers(home.workspace(), new RunStore(database.dataSource(), json), tables.lateAnswers()).handIn();
            boolean lost = false;
            while (!stop.isRequested() && !lost) {
                RunOffer offer = next(tables);
                health.lives();
                lost = offer != null && work(home, offer, database);
                if (!lost) {
                    sleepUnlessStopped(SEARCH_INTERVAL);
                }
            }
        }
    }

    private @Nullable RunOffer next(LeaseTables tables) {
        List<RunOffer> offers = tables.offers().open(ProgramVersion.current());
        if (offers.isEmpty()) {
            tables.offers()
                    .otherVersions(ProgramVersion.current())
                    .forEach(version -> tellOnce("a run of version " + version
                            + " takes workers of that version alone; this one is " + ProgramVersion.current()));
            return null;
        }
        return offers.get(0);
    }

    /** Works on a run; returns whether the database has to be opened anew. */
    private boolean work(WorkerHome home, RunOffer offer, LedgerDatabase database)
            throws IOException, InterruptedException {
        RunWorker worker = new RunWorker(home.workspace(), identity, tokens, stop, health, wall, clock, sleeper, json);
        Optional<WorkerOutcome> outcome = worker.work(offer, database);
        outcome.ifPresent(end -> {
            String rows = end.claimed() + " rows were lent to it";
            String why = end.stopped() == null ? "" : " (" + end.stopped().message() + ")";
            says.accept("the part of worker " + end.worker() + " in the run " + end.run() + " ends: " + rows + why);
        });
        return outcome.map(WorkerOutcome::ledgerLost).orElse(false);
    }

    private void tellOnce(String message) {
        if (told.add(message)) {
            says.accept(message);
        }
    }
}
