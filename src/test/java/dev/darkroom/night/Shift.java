package dev.darkroom.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.collect.NightQuestions;
import dev.darkroom.download.NightDownloads;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.AwakeClock;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.submit.Brake;
import dev.darkroom.submit.BudgetBrake;
import dev.darkroom.submit.CanaryBrake;
import dev.darkroom.submit.DeadlineBrake;
import dev.darkroom.submit.Estimates;
import dev.darkroom.submit.NightSubmits;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process of a night: its stations as in production, and an eye on each submit that leaves. */
final class Shift implements ScriptedService.Surroundings {

    private static final Rate FAST = new Rate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));
    private static final Rate POLLS = new Rate(BigDecimal.valueOf(20), Duration.ofSeconds(1));
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);

    private final Script script;
    private final RunLedger ledger;
    private final ScriptedService service;
    private final SettableClock clock;
    private final MonotonicClock awake;
    private final ClockTrouble trouble;
    private final Chance chance;
    private final Trace trace;
    private final boolean calm;
    private final boolean limited;
    private final Pace pace;
    private final Breaker breaker;
    private final Shop shop;
    private @Nullable MonotonicTime lastSubmit;
    private int untilCrash;
    private int untilStop;

    Shift(
            Script script,
            RunLedger ledger,
            ScriptedService service,
            SettableClock clock,
            Chance chance,
            Trace trace,
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
        this.pace = new Pace("submits", script.rate(), null, awake);
        this.breaker = new Breaker(awake, script.outageLimit());
        boolean safe = calm || script.processes() == 0;
        this.untilCrash = safe || chance.in(0.5) ? -1 : chance.between(1, chance.of(10, 50, 200));
        this.untilStop = safe || chance.in(0.8) ? -1 : chance.between(1, chance.of(20, 200, 1_000));
        this.trouble = calm ? ClockTrouble.NONE : script.clocks().of(clock, service, chance.split(), trace);
        this.shop = new Shop(ledger, clock, chance.split(), this::step);
        build(output);
        service.begin(this, calm);
    }

    private void build(Path output) {
        Estimates estimates = new Estimates();
        ScriptedService.PRICES.forEach(estimates::price);
        Jitter jitter = new Jitter(() -> chance.generator());
        Hands buyers = new Hands(trace);
        shop.add(
                Station.SUBMIT,
                NightSubmits.turns(
                        ledger,
                        service,
                        script.window(),
                        estimates,
                        brakes(estimates),
                        pace,
                        breaker,
                        buyers,
                        awake,
                        this::sleep),
                buyers,
                true);
        Hands askers = new Hands(trace);
        Pace polls = new Pace("polls", POLLS, null, awake);
        shop.add(
                Station.COLLECT,
                NightQuestions.turns(ledger, service, script.poll(), polls, breaker, askers, clock, awake, jitter),
                askers,
                false);
        Hands fetchers = new Hands(trace);
        Pace downloads = new Pace("downloads", FAST, null, awake);
        shop.add(
                Station.DOWNLOAD,
                NightDownloads.turns(
                        ledger,
                        service.unjudged(),
                        new ScriptedHost(service, this, chance.split(), trace),
                        output,
                        script.retry(),
                        downloads,
                        breaker,
                        script.downloads(),
                        fetchers,
                        awake,
                        jitter),
                fetchers,
                false);
    }

    private List<Brake> brakes(Estimates estimates) {
        List<Brake> brakes = new ArrayList<>();
        if (script.deadline() != null && !calm) {
            ZonedDateTime end = clock.instant().plus(script.deadline()).atZone(ZoneOffset.UTC);
            brakes.add(chance.in(0.5) ? DeadlineBrake.at(end, clock, awake) : DeadlineBrake.after(end, clock, awake));
        }
        if (script.canary() != null && !limited) {
            brakes.add(new CanaryBrake(script.canary(), script.threshold(), ledger));
        }
        if (script.budget() != null) {
            brakes.add(new BudgetBrake(script.budget(), estimates, ledger.spending()));
        }
        return brakes;
    }

    /** Runs until all stations have ended; returns why it stopped before the end of its work, null if it did not. */
    RunSignals.@Nullable Stop run() throws InterruptedException {
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
            throw new Crash(where);
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
                shop.pass(chance.seconds(0, chance.in(0.1) ? LONGEST_CALL.toSeconds() : 0.5));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void submits(String model, BigDecimal estimate) {
        MonotonicTime now = clock.now();
        RunSignals.Stop stop = ledger.signals().stopped();
        if (!script.slow()) {
            assertThat(stop == null || stop.reason() == StopReason.BUDGET)
                    .as("a submit leaves after %s", stop)
                    .isTrue();
            assertThat(pace.paused()).as("a submit leaves in a pause").isFalse();
            if (lastSubmit != null) {
                assertThat(lastSubmit.until(now))
                        .as("from one submit to the next")
                        .isGreaterThanOrEqualTo(
                                script.clocks().leastApart(script.rate().interval()));
            }
            assertThat(service.lostInARow)
                    .as("calls without an answer before a submit")
                    .isLessThan(Breaker.SHUTS_AT);
            assertThat(service.submitsLostInARow < Breaker.SHUTS_AT || service.askedSinceSubmit)
                    .as("a submit after %s lost ones has a question answered before", service.submitsLostInARow)
                    .isTrue();
            assertThat(breaker.stillGrants(Leave.GRANTED) || service.askedSinceSubmit)
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
        for (Order order : service.books().all()) {
            atRisk = atRisk.add(order.foreseen());
        }
        assertThat(atRisk).as("spent or on its way").isLessThanOrEqualTo(script.budget());
    }
}
