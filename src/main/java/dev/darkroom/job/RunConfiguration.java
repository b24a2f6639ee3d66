package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StoredRateTable;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.history.CurrentFigures;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.shared.SharedPaceTable;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.lending.WorkerEventListener;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.monitoring.RemainingTime;
import dev.darkroom.monitoring.ServiceHealthText;
import dev.darkroom.pace.AccountPace;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.PauseStore;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.pace.StoredPauses;
import dev.darkroom.results.RunFacts;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.reuse.HostSourceChangeCheck;
import dev.darkroom.reuse.SourceChangeCheck;
import dev.darkroom.runs.SharedRecords;
import dev.darkroom.sources.SourceChangeDetector;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.LeasedPart;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.WorkerThreads;
import dev.darkroom.submit.CostEstimates;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wires the beans that the steps of a run share. Of what Boot offers it takes what its own {@code .imports} file names:
 * to look whether any of the others is wanted takes each start a tenth of a second.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration
@Import({BatchConfiguration.class, MeteringConfiguration.class})
class RunConfiguration {

    @Bean(destroyMethod = "")
    DataSource dataSource(RunContext context) {
        return context.database().dataSource();
    }

    @Bean
    RunLedger runLedger(
            RunContext context,
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            ObjectProvider<LeasedPart> leased) {
        LeasedPart part = leased.getIfAvailable();
        if (part != null) {
            return RunLedger.openLeased(dataSource, json, clock, context.run(), part.journal(), part.fence());
        }
        return RunLedger.open(
                dataSource,
                json,
                clock,
                context.run(),
                context.workspace().journal(context.run().id()));
    }

    @Bean
    AccountBalances balances(RunContext context, DataSource dataSource, JsonMapper json, InstantSource wall) {
        return SharedRecords.balances(
                context.workspace(), dataSource, context.run().id(), json, wall);
    }

    @Bean
    SourceChangeCheck sourceChange(
            EarlierRowFinder earlierRows,
            ObservedSources seen,
            AddressPolicy sourcePolicy,
            RunLedger ledger,
            JsonMapper json,
            InstantSource wall,
            MonotonicClock clock) {
        return new HostSourceChangeCheck(
                earlierRows,
                seen,
                new SourceChangeDetector(sourcePolicy, wall, clock),
                ledger.signals()::stopImmediately,
                json,
                clock);
    }

    @Bean
    CurrentFigures currentFigures(DataSource dataSource, RunLedger ledger) {
        return new CurrentFigures(dataSource, ledger);
    }

    @Bean
    ImageService imageService(ServiceAccess service, JsonMapper json, InstantSource clock) {
        return service.connect(new ServiceConnector(json, clock));
    }

    @Bean
    AddressPolicy outputPolicy(ServiceAccess service) {
        return FetchPolicy.outputs(service.base(), service.loopback());
    }

    @Bean
    AddressPolicy sourcePolicy(ServiceAccess service) {
        return FetchPolicy.sources(service.base(), service.loopback());
    }

    @Bean
    ServiceCircuitBreaker breaker(RunContext context, MonotonicClock clock) {
        return new ServiceCircuitBreaker(clock, context.job().outageLimit());
    }

    @Bean
    PauseStore pauses(
            RunContext context, DataSource dataSource, ServiceAccess service, JsonMapper json, InstantSource wall) {
        // The simulator in this process ends with it, and so does what it asked for.
        return service.simulator() != null
                ? PauseStore.NONE
                : new StoredPauses(
                        SharedRecords.pauses(context.workspace(), dataSource),
                        context.run().service(),
                        service.token().fingerprint(),
                        json,
                        wall);
    }

    @Bean
    StoredRates knownPace(
            RunContext context,
            DataSource dataSource,
            ServiceAccess service,
            PauseStore pauses,
            InstantSource wall,
            MonotonicClock clock) {
        return StoredRates.of(
                new StoredRateTable(dataSource),
                context.run().service(),
                context.job().submit().rate(),
                pauses,
                accountPace(context, dataSource, service),
                wall,
                clock);
    }

    /** Returns the pace that other hosts keep to as well; null where none submits with this process's account. */
    private static @Nullable AccountPace accountPace(RunContext context, DataSource dataSource, ServiceAccess service) {
        return !context.workspace().isShared() || service.simulator() != null
                ? null
                : new SharedPaceTable(
                        dataSource,
                        context.run().service(),
                        service.token().fingerprint(),
                        context.job().submit().rate().interval());
    }

    /** A worker goes by the rate that the run's manager finds out. */
    @Bean
    CallRateLimiter submitPace(
            RunContext context,
            DataSource dataSource,
            ServiceAccess service,
            PauseStore pauses,
            ObjectProvider<LeasedPart> leased,
            ObjectProvider<StoredRates> known,
            MonotonicClock clock) {
        AccountPace account = accountPace(context, dataSource, service);
        return leased.getIfAvailable() == null || account == null
                ? known.getObject().submits()
                : CallRateLimiter.follower(
                        StoredRates.SUBMITS, context.job().submit().rate(), pauses, account, clock);
    }

    @Bean
    WorkerEventListener workerCalls(
            RunLedger ledger, CallRateLimiter submitPace, ServiceCircuitBreaker breaker, MonotonicClock clock) {
        return new WorkerCalls(ledger.signals(), submitPace, breaker, clock);
    }

    @Bean
    ServiceHealthText trouble(ServiceCircuitBreaker circuitBreaker, CallRateLimiter submitPace) {
        return new ServiceHealthText(circuitBreaker, submitPace);
    }

    @Bean
    FileNames fileNames(RunContext context) {
        return new FileNames(context.job().download().name());
    }

    @Bean
    Buckets buckets() {
        return Buckets.ofEnvironment();
    }

    @Bean
    Sleeper sleeper() {
        return Sleeper.real();
    }

    @Bean
    CurrentPhase currentPhase() {
        return new CurrentPhase();
    }

    @Bean
    WorkerThreads workerThreads(Environment environment) {
        return WorkerThreads.of(environment);
    }

    @Bean
    SummaryFile summaryFile(RunContext context, DataSource dataSource) {
        return new SummaryFile(
                List.of(
                        context.run().output().resolve("summary.json"),
                        context.workspace().summary()),
                FileMover.atomic(),
                SharedRecords.summary(context.workspace(), dataSource));
    }

    @Bean
    RunSummarizer summaries(
            RunContext context,
            RunLedger ledger,
            CurrentFigures figures,
            CostEstimates estimates,
            AccountBalances balances,
            CallRateLimiter submitPace,
            CallRateLimiter pollPace,
            CallRateLimiter downloadPace,
            CurrentPhase phase,
            InstantSource wall,
            MonotonicClock clock) {
        RemainingTime remaining = new RemainingTime(ledger, submitPace, pollPace, downloadPace, wall);
        return new RunSummarizer(context, ledger, figures, estimates, balances, remaining, phase, wall, clock);
    }

    @Bean
    Supplier<RunFacts> runFacts(RunSummarizer summaries) {
        return summaries::facts;
    }
}
