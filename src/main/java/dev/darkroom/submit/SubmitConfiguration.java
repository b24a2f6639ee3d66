package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceProfile;
import dev.darkroom.api.ServiceProfiles;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.HostProbe;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.rules.BudgetPeriod;
import dev.darkroom.jobfile.rules.LocalPictureRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.history.OutputHosts;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.runs.ForgottenPurchases;
import dev.darkroom.step.BucketOutage;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.HardestNames;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import dev.darkroom.step.WorkerThreads;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the step that submits, and the one before it that decides whether it may. */
@Configuration(proxyBeanMethods = false)
public class SubmitConfiguration {

    /** How long the host of outputs may take to answer before the first purchase. */
    private static final Duration ROAD_ANSWER = Duration.ofSeconds(10);

    @Bean
    CostEstimates estimates(RunLedger ledger) {
        return new CostEstimates(ledger.accounts().dearestCosts());
    }

    @Bean
    ConfirmedPurchases confirmedPurchases(RunContext context, PurchaseConfirmation user, RunLedger ledger) {
        return new ConfirmedPurchases(user, confirmOver(context.job()), ledger);
    }

    @Bean
    Step preflight(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            AccountBalances balances,
            ImageService service,
            CostEstimates estimates,
            ConfirmedPurchases confirmation,
            FileNames names,
            HardestNames hardestNames,
            UnpurchasedRows unpurchased,
            CurrentPhase phase,
            CallRateLimiter submitPace,
            CallRateLimiter pollPace,
            ServiceCircuitBreaker circuitBreaker,
            SubmitGuards guards,
            AddressPolicy outputPolicy,
            DataSource dataSource,
            Buckets buckets,
            JsonMapper json,
            InstantSource wall,
            Sleeper sleeper) {
        JobSpec job = context.job();
        // As the step that downloads names it.
        PreflightProbe probe = buckets.folder(context.run().output())
                .<PreflightProbe>map(bucket -> new BucketProbe(
                        bucket,
                        context.run().output(),
                        names,
                        unpurchased,
                        hardestNames,
                        context.rows(),
                        ledger.signals()))
                .orElseGet(() -> new OutputFolderProbe(
                        context.run().output().resolve("images"), names, unpurchased, hardestNames, context.rows()));
        OutputRoadProbe road = new OutputRoadProbe(
                new HostProbe(outputPolicy, ROAD_ANSWER, wall),
                outputHost(job, new OutputHosts(dataSource, json)),
                ledger.signals(),
                sleeper);
        ServiceProbe serviceProbe =
                new ServiceProbe(service, ledger.signals(), circuitBreaker, guards.ofJob(), sleeper);
        PreflightTasklet preflight = new PreflightTasklet(
                ledger,
                service,
                estimates,
                job.budget(),
                confirmOver(job),
                confirmation,
                serviceProbe,
                probe,
                new ServicePauseProbe(ledger, submitPace, pollPace, circuitBreaker, serviceProbe, sleeper),
                road,
                new SchemaDriftProbe(context.catalog(), job, unpurchased, ledger, json)::check,
                balances);
        return StreamingStep.besideBuying("preflight", repository, ledger.signals(), preflight, phase::end);
    }

    /**
     * Returns where outputs lie: where the newest one lay, else where the vendor's pages say; at a service in between, at its
     * own host. Null on this machine.
     */
    private static @Nullable String outputHost(JobSpec job, OutputHosts known) {
        URI base = job.api().base();
        if (job.api().loopback() || base == null) {
            return null;
        }
        Optional<String> newest = known.newest(job.api().identity());
        ServiceProfile profile = ServiceProfiles.at(base);
        Optional<String> usual =
                profile.owns(base.getHost()) ? Optional.of(profile.outputHost()) : OutputHosts.withPort(base);
        return newest.or(() -> usual).orElse(null);
    }

    @Bean
    Step submit(JobRepository repository, WorkLoop submitWork) {
        return StreamingStep.of("submit", repository, submitWork);
    }

    @Bean
    SentInput sentInput(
            RunContext context,
            Buckets buckets,
            ServiceCircuitBreaker circuitBreaker,
            MonotonicClock clock,
            JsonMapper json) {
        LocalPictureRules rules = context.job().sources();
        LocalPictures pictures = context.job().localPictures();
        BucketLocation uploads = rules.uploads(context.run().id());
        if (pictures == null) {
            return SentInput.AS_STORED;
        }
        SentPicture picture = uploads == null
                ? new DataUriPicture(pictures)
                : new UploadedPicture(
                        pictures, buckets, uploads, rules.validity(), new BucketOutage(clock, circuitBreaker.limit()));
        return new LocalSentInput(context.catalog(), picture, json);
    }

    @Bean
    WorkLoop submitWork(
            RunContext context,
            RunLedger ledger,
            ImageService service,
            SentInput sentInput,
            CostEstimates estimates,
            CallRateLimiter submitPace,
            ServiceCircuitBreaker circuitBreaker,
            WorkerThreads workers,
            WorkShare share,
            SubmitGuards guards,
            MonotonicClock clock,
            Sleeper sleeper) {
        SubmitLoop submitter = new SubmitLoop(
                ledger,
                new RowSubmitter(ledger, service, sentInput, estimates, submitPace, circuitBreaker, clock, sleeper),
                submitPace,
                circuitBreaker,
                new OutstandingFirst(ledger, clock),
                guards.ofEachRow(),
                share);
        return new WorkLoop(
                ledger,
                submitter,
                workers.open("submit-", context.job().submit().maxInFlight()),
                sleeper);
    }

    /** Nothing costs money on this machine. */
    private static int confirmOver(JobSpec job) {
        return job.api().loopback() ? -1 : job.confirmOver();
    }

    @Bean
    SubmitGuards submitGuards(
            RunContext context,
            RunLedger ledger,
            CostEstimates estimates,
            DataSource dataSource,
            JsonMapper json,
            WorkShare share,
            ConfirmedPurchases confirmed,
            ObjectProvider<FirstPurchaseListener> firstPurchase,
            InstantSource wall,
            MonotonicClock clock) {
        List<SubmitGuard> ofTime = timeGuards(context, wall, clock);
        if (share.isLeased()) {
            // All others have let the rows pass before these were lent.
            return new SubmitGuards(ofTime, ofTime);
        }
        JobSpec job = context.job();
        List<SubmitGuard> guards = new ArrayList<>();
        ForgottenPurchases forgotten =
                new ForgottenPurchases(context.workspace(), new RunStore(dataSource, json), json, wall);
        guards.add(new StandingStopGuard(
                ledger.standingStop(), forgotten.elsewhere(context.run().service(), context.run())));
        guards.addAll(ofTime);
        ZoneId zone = ZoneId.systemDefault();
        // Rows the user has picked are not held back for others, which may never come to their end.
        boolean limited = context.scope().limited();
        Instant passedAt = ledger.standingStop().passedAt();
        if (job.canary() != null && !limited && passedAt == null) {
            guards.add(new CanaryGuard(job.canary(), job.failThreshold(), ledger));
        }
        List<SubmitGuard> ofEndedRows = new ArrayList<>();
        if (job.stopIf() != null) {
            ofEndedRows.add(FailureRateGuard.of(job.stopIf(), ledger, !limited));
        }
        if (job.stopIfSame() != null) {
            ofEndedRows.add(SameReasonGuard.of(job.stopIfSame(), ledger, !limited));
        }
        // What is held may turn out to need no purchase.
        ofEndedRows.forEach(guard -> ledger.signals()
                .watch(() ->
                        ledger.count(RowState.PENDING) > ledger.work().held().count() ? guard.overdue() : null));
        guards.addAll(ofEndedRows);
        if (job.budget().maxCost() != null) {
            guards.add(new BudgetGuard(job.budget().maxCost(), estimates, ledger.spending()));
        }
        if (job.budget().perDay() != null) {
            guards.add(new PeriodBudgetGuard(BudgetPeriod.DAY, job.budget().perDay(), estimates, ledger, wall, zone));
        }
        if (job.budget().perMonth() != null) {
            guards.add(
                    new PeriodBudgetGuard(BudgetPeriod.MONTH, job.budget().perMonth(), estimates, ledger, wall, zone));
        }
        List<SubmitGuard> ofEachRow = new ArrayList<>();
        ofEachRow.add(confirmed);
        ofEachRow.addAll(guards);
        ofEachRow.add(new FirstPurchaseNotice(firstPurchase.getObject()));
        return new SubmitGuards(guards, ofEachRow);
    }

    private static List<SubmitGuard> timeGuards(RunContext context, InstantSource wall, MonotonicClock clock) {
        JobSpec job = context.job();
        List<SubmitGuard> guards = new ArrayList<>();
        ZoneId zone = ZoneId.systemDefault();
        if (job.window() != null) {
            guards.add(new WindowGuard(job.window(), zone, context.startedAt(), wall));
        }
        if (job.deadline() != null) {
            ZonedDateTime end = job.deadline().from(context.startedAt(), zone).atZone(zone);
            boolean timeOfDay = job.deadline().at() != null;
            guards.add(timeOfDay ? DeadlineGuard.at(end, wall, clock) : DeadlineGuard.after(end, wall, clock));
        }
        return guards;
    }

    /**
     * What may keep a row from being submitted, in the sequence in which it is heard.
     *
     * @param ofJob what the job and the ledger say
     * @param ofEachRow these, between the user's word and the notice of the first purchase
     */
    record SubmitGuards(List<SubmitGuard> ofJob, List<SubmitGuard> ofEachRow) {

        SubmitGuards {
            ofJob = List.copyOf(ofJob);
            ofEachRow = List.copyOf(ofEachRow);
        }
    }
}
