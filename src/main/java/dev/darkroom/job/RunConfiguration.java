package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.download.SourceChange;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.LearnedRates;
import dev.darkroom.ledger.RunFigures;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SeenSources;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.results.RunFacts;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.sources.SourceWatch;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.WorkerThreads;
import dev.darkroom.submit.Estimates;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What the steps of a run share. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BatchConfiguration.class, MeteringConfiguration.class})
class RunConfiguration {

    @Bean(destroyMethod = "")
    DataSource dataSource(RunContext context) {
        return context.database().dataSource();
    }

    @Bean
    RunLedger runLedger(RunContext context, DataSource dataSource, JsonMapper json, InstantSource clock) {
        return RunLedger.open(
                dataSource,
                json,
                clock,
                context.run(),
                context.workspace().journal(context.run().id()));
    }

    @Bean
    SourceChange sourceChange(
            EarlierRows earlier,
            SeenSources seen,
            AddressPolicy sourcePolicy,
            RunLedger ledger,
            JsonMapper json,
            InstantSource wall,
            MonotonicClock clock) {
        return new AskedSources(
                earlier, seen, new SourceWatch(sourcePolicy, wall, clock), ledger.signals()::leaveAll, json, clock);
    }

    @Bean
    RunFigures runFigures(RunContext context, DataSource dataSource) {
        return new RunFigures(dataSource, context.run());
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
    Breaker breaker(RunContext context, MonotonicClock clock) {
        return new Breaker(clock, context.job().outageLimit());
    }

    @Bean
    KnownPace knownPace(RunContext context, DataSource dataSource, InstantSource wall, MonotonicClock clock) {
        return KnownPace.of(
                new LearnedRates(dataSource),
                context.run().service(),
                context.job().submit().rate(),
                wall,
                clock);
    }

    @Bean
    Pace submitPace(KnownPace known) {
        return known.submits();
    }

    @Bean
    Trouble trouble(Breaker breaker, Pace submitPace) {
        return new Trouble(breaker, submitPace);
    }

    @Bean
    FileNames fileNames(RunContext context) {
        return new FileNames(context.job().download().name());
    }

    @Bean
    Sleeper sleeper() {
        return Sleeper.real();
    }

    @Bean
    WorkerThreads workerThreads(Environment environment) {
        return WorkerThreads.of(environment);
    }

    @Bean
    SummaryFile summaryFile(RunContext context) {
        return new SummaryFile(
                List.of(
                        context.run().output().resolve("summary.json"),
                        context.workspace().summary()),
                FileMover.atomic());
    }

    @Bean
    Summaries summaries(
            RunContext context,
            RunLedger ledger,
            RunFigures figures,
            Estimates estimates,
            InstantSource wall,
            MonotonicClock clock) {
        return new Summaries(context, ledger, figures, estimates, wall, clock);
    }

    @Bean
    Supplier<RunFacts> runFacts(Summaries summaries) {
        return summaries::facts;
    }
}
