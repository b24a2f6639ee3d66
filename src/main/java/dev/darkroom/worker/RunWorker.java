package dev.darkroom.worker;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.HttpClients;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.job.RunSpring;
import dev.darkroom.job.ServiceAccess;
import dev.darkroom.job.StopGracePeriod;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.lease.LeaseTables;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.lease.WorkerFence;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.runs.StagedRun;
import dev.darkroom.step.LeasedPart;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkerThreads;
import dev.darkroom.submit.CostEstimates;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Takes part in one run: wires what a worker needs of it, works, and takes all of it down again. */
final class RunWorker {

    private final Workspace home;
    private final WorkerIdentity identity;
    private final TokenSource tokens;
    private final StopSwitch stop;
    private final WorkerHealth health;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final Sleeper sleeper;
    private final JsonMapper json;

    RunWorker(
            Workspace home,
            WorkerIdentity identity,
            TokenSource tokens,
            StopSwitch stop,
            WorkerHealth health,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper,
            JsonMapper json) {
        this.home = home;
        this.identity = identity;
        this.tokens = tokens;
        this.stop = stop;
        this.health = health;
        this.wall = wall;
        this.clock = clock;
        this.sleeper = sleeper;
        this.json = json;
    }

    /**
     * Works on a run until it ends or stops; returns what became of it.
     *
     * @return empty if it takes no worker any more
     */
    Optional<WorkerOutcome> work(RunOffer offer, LedgerDatabase database) throws IOException, InterruptedException {
        RunRecord run = StagedRun.here(
                new RunStore(database.dataSource(), json).find(offer.run()).orElseThrow(), home);
        JobSpec job = JobFile.read(jobFile(run, offer), JobOverrides.NONE, Map.of());
        ApiToken token = tokens.tokenFor(job);
        LeaseTables tables = LeaseTables.of(database.dataSource(), json);
        Optional<Long> number = tables.workers().join(offer, identity.host(), identity.process());
        if (number.isEmpty()) {
            return Optional.empty();
        }
        HttpClients.prepare();
        LeasedShare share = new LeasedShare();
        LeasedPart part = new LeasedPart(
                new WorkerFence(database.dataSource(), offer, number.get(), wall), home.journal(run.id()), share);
        try (ServiceAccess service = ServiceAccess.open(job, home, token, wall);
                ConfigurableApplicationContext spring = new RunSpring(wall, clock, json)
                        .startWorker(context(offer, run, job, database), service, part)) {
            return Optional.of(work(spring, tables, run, number.get(), share));
        }
    }

    private WorkerOutcome work(
            ConfigurableApplicationContext spring, LeaseTables tables, RunRecord run, long number, LeasedShare share)
            throws InterruptedException {
        RunLedger ledger = spring.getBean(RunLedger.class);
        stop.connect(ledger.signals());
        ClaimedLeases leases = new ClaimedLeases(
                tables.leases(), run.number(), number, ledger.leased(), spring.getBean(CostEstimates.class)::price);
        List<WorkLoop> loops = List.of(
                spring.getBean("submitWork", WorkLoop.class),
                spring.getBean("collectWork", WorkLoop.class),
                spring.getBean("downloadWork", WorkLoop.class));
        CallRateLimiter submits = spring.getBean("submitPace", CallRateLimiter.class);
        CallRateLimiter polls = spring.getBean("pollPace", CallRateLimiter.class);
        Runnable refreshing = () -> {
            submits.refresh();
            polls.refresh();
        };
        try (StopGracePeriod gracePeriod = new StopGracePeriod(
                ledger.signals(), spring.getBean(WorkerThreads.class)::breakOff, StopGracePeriod.GRACE)) {
            gracePeriod.start();
            new WorkerSession(tables, number, ledger, share, leases, loops, health, refreshing, clock, sleeper).work();
        }
        RunSignals.StopSignal stopped = ledger.signals().stopped();
        return new WorkerOutcome(
                run.id(), number, leases.claimed(), ledger.signals().ledgerLost(), stopped);
    }

    /** Writes the job down as its manager does it, since a job is read from a file. */
    private Path jobFile(RunRecord run, RunOffer offer) throws IOException {
        Path file = home.runFolder(run.id()).resolve("job.json");
        DurableFolders.createPrivate(home.runFolder(".").normalize());
        DurableFolders.createPrivate(home.runFolder(run.id()));
        FilePermissions.OWNER_ONLY.createIfMissing(file);
        Files.writeString(file, offer.job());
        return file;
    }

    private RunContext context(RunOffer offer, RunRecord run, JobSpec job, LedgerDatabase database) {
        Manifest manifest = Manifest.absent(run.manifest());
        ModelCatalog catalog = ModelCatalog.builtIn().with(job.models());
        return RunContext.ofWorker(job, run, home, database, manifest, catalog, offer.startedAt());
    }
}
