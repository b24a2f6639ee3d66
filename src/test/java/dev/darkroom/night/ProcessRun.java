package dev.darkroom.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.collect.NightQuestions;
import dev.darkroom.download.NightDownloads;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.AwakeClock;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import dev.darkroom.submit.BudgetGuard;
import dev.darkroom.submit.CanaryGuard;
import dev.darkroom.submit.CostEstimates;
import dev.darkroom.submit.DeadlineGuard;
import dev.darkroom.submit.NightSubmits;
import dev.darkroom.submit.SubmitGuard;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process of a night: its steps as in production, and an eye on each submit that leaves. */
final class ProcessRun implements ScriptedService.CallSurroundings {

    private static final CallRate FAST = new CallRate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));
    private static final CallRate POLLS = new CallRate(BigDecimal.valueOf(20), Duration.ofSeconds(1));
    private static final Duration MAX_CALL = Duration.ofSeconds(20);

    private final NightScript script;
    private final RunLedger ledger;
    private final ScriptedService service;
    private final SettableClock clock;
    private final MonotonicClock awake;
    private final ClockTrouble trouble;
    private final SeededChance chance;
    private final NightTrace trace;
    private final boolean calm;
    private final boolean limited;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final StepScheduler shop;
    private @Nullable MonotonicTime lastSubmit;
    private int untilCrash;
    private int untilStop;

    ProcessRun(
            NightScript script,
            RunLedger ledger,
            ScriptedService service,
            SettableClock clock,
            SeededChance chance,
            NightTrace trace,
            Path output,
            boolean calm,
            boolean limited) {
        this.script = script;
        this.ledger = ledger;
        this.service = service;
        this.clock = clock;
        this.awake = new AwakeClock(clock);
        this.chance = chance;
        this.trace = trace;
        this.calm = calm;
        this.limited = limited;
        this.rateLimiter = new CallRateLimiter("submits", script.rate(), null, awake);
        this.circuitBreaker = new ServiceCircuitBreaker(awake, script.outageLimit());
        boolean safe = calm || script.processes() == 0;
        this.untilCrash = safe || chance.in(0.5) ? -1 : chance.between(1, chance.of(10, 50, 200));
        this.untilStop = safe || chance.in(0.8) ? -1 : chance.between(1, chance.of(20, 200, 1_000));
        this.trouble = calm ? ClockTrouble.NONE : script.clocks().of(clock, service, chance.split(), trace);
        this.shop = new StepScheduler(ledger, clock, chance.split(), this::step);
        build(output);
        service.begin(this, calm);
    }

    private void build(Path output) {
        CostEstimates estimates = new CostEstimates();
        ScriptedService.PRICES.forEach(estimates::price);
        PauseJitter jitter = new PauseJitter(() -> chance.generator());
        StepwiseWorkers buyers = new StepwiseWorkers(trace);
        shop.add(
                WorkStep.SUBMIT,
                NightSubmits.loop(
                        ledger,
                        service,
                        script.window(),
                        estimates,
                        brakes(estimates),
                        rateLimiter,
                        circuitBreaker,
                        buyers,
                        awake,
                        this::sleep),
                buyers,
                true);
        StepwiseWorkers askers = new StepwiseWorkers(trace);
        CallRateLimiter polls = new CallRateLimiter("polls", POLLS, null, awake);
        shop.add(
                WorkStep.COLLECT,
                NightQuestions.loop(
                        ledger, service, script.poll(), polls, circuitBreaker, askers, clock, awake, jitter),
                askers,
                false);
        StepwiseWorkers fetchers = new StepwiseWorkers(trace);
        CallRateLimiter downloads = new CallRateLimiter("downloads", FAST, null, awake);
        shop.add(
                WorkStep.DOWNLOAD,
                NightDownloads.loop(
                        ledger,
                        service.unjudged(),
                        new ScriptedHost(service, this, chance.split(), trace),
                        output,
                        script.retry(),
                        downloads,
                        circuitBreaker,
                        script.downloads(),
                        fetchers,
                        awake,
                        jitter),
                fetchers,
                false);
    }

    private List<SubmitGuard> brakes(CostEstimates estimates) {
        List<SubmitGuard> guards = new ArrayList<>();
        if (script.deadline() != null && !calm) {
            ZonedDateTime end = clock.instant().plus(script.deadline()).atZone(ZoneOffset.UTC);
            guards.add(chance.in(0.5) ? DeadlineGuard.at(end, clock, awake) : DeadlineGuard.after(end, clock, awake));
        }
        if (script.canary() != null && !limited && ledger.standingStop().passedAt() == null) {
            guards.add(new CanaryGuard(script.canary(), script.threshold(), ledger));
        }
        if (script.budget() != null) {
            guards.add(new BudgetGuard(script.budget(), estimates, ledger.spending()));
        }
        return guards;
    }

    /** Runs until all steps have ended; returns why it stopped before the end of its work, null if it did not. */
    RunSignals.@Nullable StopSignal run() throws InterruptedException {
        shop.runToTheEnd();
        return ledger.signals().stopped();
    }

    private void step() {
        trouble.step();
        if (--untilStop == 0) {
            trace.add("stop by signal");
            ledger.signals().stop(StopReason.SIGNAL, "a signal");
        }
        mayDie("at a step");
    }

    private void mayDie(String where) {
        if (--untilCrash == 0) {
            trace.add("crash", where);
            throw new SimulatedCrash(where);
        }
    }

    private void sleep(Duration time) throws InterruptedException {
        mayDie("asleep");
        shop.pass(time);
    }

    @Override
    public void before(String call) {
        mayDie("before " + call);
        takesTime();
    }

    @Override
    public void after(String call) {
        takesTime();
        mayDie("after " + call);
    }

    private void takesTime() {
        if (script.slow() && chance.in(0.3)) {
            try {
                shop.pass(chance.seconds(0, chance.in(0.1) ? MAX_CALL.toSeconds() : 0.5));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void submits(String model, BigDecimal estimate) {
        MonotonicTime now = clock.now();
        RunSignals.StopSignal stop = ledger.signals().stopped();
        if (!script.slow()) {
            assertThat(stop == null || stop.reason() == StopReason.BUDGET)
                    .as("a submit leaves after %s", stop)
                    .isTrue();
            assertThat(rateLimiter.paused()).as("a submit leaves in a pause").isFalse();
            if (lastSubmit != null) {
                assertThat(lastSubmit.until(now))
                        .as("from one submit to the next")
                        .isGreaterThanOrEqualTo(
                                script.clocks().leastApart(script.rate().interval()));
            }
            assertThat(service.lostInARow)
                    .as("calls without an answer before a submit")
                    .isLessThan(ServiceCircuitBreaker.SHUTS_AT);
            assertThat(service.submitsLostInARow < ServiceCircuitBreaker.SHUTS_AT || service.askedSinceSubmit)
                    .as("a submit after %s lost ones has a question answered before", service.submitsLostInARow)
                    .isTrue();
            assertThat(circuitBreaker.isStillValid(CallPermit.GRANTED) || service.askedSinceSubmit)
                    .as("a submit leaves though the breaker is shut")
                    .isTrue();
        }
        lastSubmit = now;
        assertThat(ledger.count(RowState.SUBMITTED, RowState.SUBMITTING))
                .as("requests in flight")
                .isLessThanOrEqualTo(Math.max(script.window(), ledger.count(RowState.SUBMITTED) + 1));
        withinBudget(estimate);
    }

    private void withinBudget(BigDecimal estimate) {
        if (script.budget() == null) {
            return;
        }
        BigDecimal atRisk = estimate;
        for (ServicePurchase order : service.books().all()) {
            atRisk = atRisk.add(order.foreseen());
        }
        assertThat(atRisk).as("spent or on its way").isLessThanOrEqualTo(script.budget());
    }
}
