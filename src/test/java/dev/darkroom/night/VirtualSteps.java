package dev.darkroom.night;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.collect.NightQuestions;
import dev.darkroom.download.NightDownloads;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.submit.BudgetGuard;
import dev.darkroom.submit.CostEstimates;
import dev.darkroom.submit.DeadlineGuard;
import dev.darkroom.submit.FailureRateGuard;
import dev.darkroom.submit.NightSubmits;
import dev.darkroom.submit.SameReasonGuard;
import dev.darkroom.submit.SubmitGuard;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays what speaks with the service of one process, from the check before the first purchase to the last picture, as a
 * job says and as a run wires it, on one thread and a virtual clock. Client, fetcher and checks are the real ones.
 */
public final class VirtualSteps {

    private static final BigDecimal MIN_POLLS = BigDecimal.valueOf(20);
    private static final CallRate DOWNLOADS = new CallRate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));

    private final JobSpec job;
    private final RunLedger ledger;
    private final ImageService service;
    private final SettableClock clock;
    private final SeededChance chance;
    private final NightTrace trace;
    private final Path output;
    private final boolean checks;
    private final CostEstimates estimates = new CostEstimates();
    private final ServiceCircuitBreaker circuitBreaker;
    private final StepScheduler shop;

    /**
     * @param ledger opened and recovered
     * @param output where the pictures go
     * @param checks whether the pictures are looked at, which takes most of the time
     * @param seed of the order in which things are done that may be done at once
     */
    public VirtualSteps(
            JobSpec job,
            RunLedger ledger,
            ImageService service,
            SettableClock clock,
            Path output,
            boolean checks,
            long seed) {
        this.job = job;
        this.ledger = ledger;
        this.service = service;
        this.clock = clock;
        this.output = output;
        this.checks = checks;
        this.chance = new SeededChance(seed);
        this.trace = new NightTrace(clock);
        this.circuitBreaker = new ServiceCircuitBreaker(clock, job.outageLimit());
        this.shop = new StepScheduler(ledger, clock, chance.split(), () -> {});
    }

    /** Runs until all is done that can be. */
    public void run() throws Exception {
        List<SubmitGuard> guards = brakes();
        NightSubmits.preflight(ledger, service, estimates, job.budget(), guards, circuitBreaker, clock::advance)
                .execute(null, null);
        addSubmits(guards);
        addPolls();
        addDownloads();
        shop.runToTheEnd();
    }

    private List<SubmitGuard> brakes() {
        List<SubmitGuard> guards = new ArrayList<>();
        if (job.deadline() != null) {
            ZonedDateTime end =
                    job.deadline().from(clock.instant(), ZoneOffset.UTC).atZone(ZoneOffset.UTC);
            guards.add(DeadlineGuard.after(end, clock, clock));
        }
        if (job.stopIf() != null) {
            guards.add(FailureRateGuard.of(job.stopIf(), ledger, true));
        }
        if (job.stopIfSame() != null) {
            guards.add(SameReasonGuard.of(job.stopIfSame(), ledger, true));
        }
        if (job.budget().maxCost() != null) {
            guards.add(new BudgetGuard(job.budget().maxCost(), estimates, ledger.spending()));
        }
        return guards;
    }

    private void addSubmits(List<SubmitGuard> guards) {
        StepwiseWorkers workers = new StepwiseWorkers(trace);
        shop.add(
                WorkStep.SUBMIT,
                NightSubmits.loop(
                        ledger,
                        service,
                        job.submit().maxInFlight(),
                        estimates,
                        guards,
                        new CallRateLimiter("submits", job.submit().rate(), null, clock),
                        circuitBreaker,
                        workers,
                        clock,
                        shop::pass),
                workers,
                true);
    }

    private void addPolls() {
        BigDecimal rate = BigDecimal.valueOf(job.submit().rate().perSecond()).multiply(BigDecimal.TEN);
        CallRateLimiter rateLimiter =
                new CallRateLimiter("polls", new CallRate(rate.max(MIN_POLLS), Duration.ofSeconds(1)), null, clock);
        StepwiseWorkers workers = new StepwiseWorkers(trace);
        shop.add(
                WorkStep.COLLECT,
                NightQuestions.loop(
                        ledger, service, job.poll(), rateLimiter, circuitBreaker, workers, clock, clock, jitter()),
                workers,
                false);
    }

    private void addDownloads() {
        AddressPolicy policy = FetchPolicy.outputs(job.api().base(), job.api().loopback());
        StepwiseWorkers workers = new StepwiseWorkers(trace);
        shop.add(
                WorkStep.DOWNLOAD,
                NightDownloads.loop(
                        ledger,
                        service,
                        policy,
                        output,
                        checks ? outputChecks() : null,
                        job,
                        new CallRateLimiter("downloads", DOWNLOADS, null, clock),
                        circuitBreaker,
                        workers,
                        clock,
                        clock,
                        jitter()),
                workers,
                false);
    }

    private OutputChecks outputChecks() {
        return new OutputChecks(
                new PictureDecoder(), ModelCatalog.builtIn(), job.checks().limits());
    }

    private PauseJitter jitter() {
        return new PauseJitter(chance::generator);
    }
}
