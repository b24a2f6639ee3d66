package dev.darkroom.night;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.collect.NightQuestions;
import dev.darkroom.download.NightDownloads;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.submit.Brake;
import dev.darkroom.submit.BudgetBrake;
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

/**
 * Plays what speaks with the service of one process, from the look before the first purchase to the last picture, as a
 * job says and as a run wires it, on one thread and a virtual clock. Client, fetcher and checks are the real ones.
 */
public final class VirtualStations {

    private static final BigDecimal MIN_POLLS = BigDecimal.valueOf(20);
    private static final Rate DOWNLOADS = new Rate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));

    private final JobSpec job;
    private final RunLedger ledger;
    private final ImageService service;
    private final SettableClock clock;
    private final Chance chance;
    private final Trace trace;
    private final Path output;
    private final boolean checks;
    private final Estimates estimates = new Estimates();
    private final Breaker breaker;
    private final Shop shop;

    /**
     * @param ledger opened and recovered
     * @param output where the pictures go
     * @param checks whether the pictures are looked at, which takes most of the time
     * @param seed of the order in which things are done that may be done at once
     */
    public VirtualStations(
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
        this.chance = new Chance(seed);
        this.trace = new Trace(clock);
        this.breaker = new Breaker(clock, job.outageLimit());
        this.shop = new Shop(ledger, clock, chance.split(), () -> {});
    }

    /** Runs until all is done that can be. */
    public void run() throws Exception {
        List<Brake> brakes = brakes();
        NightSubmits.preflight(ledger, service, estimates, job.budget(), brakes, breaker, clock::advance)
                .execute(null, null);
        addSubmits(brakes);
        addPolls();
        addDownloads();
        shop.runToTheEnd();
    }

    private List<Brake> brakes() {
        List<Brake> brakes = new ArrayList<>();
        if (job.deadline() != null) {
            ZonedDateTime end =
                    job.deadline().from(clock.instant(), ZoneOffset.UTC).atZone(ZoneOffset.UTC);
            brakes.add(DeadlineBrake.after(end, clock, clock));
        }
        if (job.budget().maxCost() != null) {
            brakes.add(new BudgetBrake(job.budget().maxCost(), estimates, ledger.spending()));
        }
        return brakes;
    }

    private void addSubmits(List<Brake> brakes) {
        Hands workers = new Hands(trace);
        shop.add(
                Station.SUBMIT,
                NightSubmits.turns(
                        ledger,
                        service,
                        job.submit().maxInFlight(),
                        estimates,
                        brakes,
                        new Pace("submits", job.submit().rate(), null, clock),
                        breaker,
                        workers,
                        clock,
                        shop::pass),
                workers,
                true);
    }

    private void addPolls() {
        BigDecimal rate = BigDecimal.valueOf(job.submit().rate().perSecond()).multiply(BigDecimal.TEN);
        Pace pace = new Pace("polls", new Rate(rate.max(MIN_POLLS), Duration.ofSeconds(1)), null, clock);
        Hands workers = new Hands(trace);
        shop.add(
                Station.COLLECT,
                NightQuestions.turns(ledger, service, job.poll(), pace, breaker, workers, clock, clock, jitter()),
                workers,
                false);
    }

    private void addDownloads() {
        AddressPolicy policy = FetchPolicy.outputs(job.api().base(), job.api().loopback());
        Hands workers = new Hands(trace);
        shop.add(
                Station.DOWNLOAD,
                NightDownloads.turns(
                        ledger,
                        service,
                        policy,
                        output,
                        checks ? outputChecks() : null,
                        job,
                        new Pace("downloads", DOWNLOADS, null, clock),
                        breaker,
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

    private Jitter jitter() {
        return new Jitter(chance::generator);
    }
}
