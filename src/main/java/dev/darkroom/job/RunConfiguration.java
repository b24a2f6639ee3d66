package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.download.Placement;
import dev.darkroom.download.SourceChange;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.Outcomes;
import dev.darkroom.ledger.Rejections;
import dev.darkroom.ledger.RunFigures;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SeenSources;
import dev.darkroom.ledger.TakeOvers;
import dev.darkroom.ledger.Tries;
import dev.darkroom.ledger.UnboughtRows;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.sources.SourceWatch;
import dev.darkroom.submit.Estimates;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

/** What the steps of a run share. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BatchConfiguration.class, MeteringConfiguration.class})
class RunConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RunConfiguration.class);

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
    EqualRows equalRows(RunContext context, DataSource dataSource, JsonMapper json, InstantSource clock) {
        return new EqualRows(dataSource, json, clock, context.run());
    }

    @Bean
    UnboughtRows unboughtRows(RunContext context, DataSource dataSource, JsonMapper json, InstantSource clock) {
        return new UnboughtRows(dataSource, json, clock, context.run());
    }

    @Bean
    EarlierRows earlierRows(RunContext context, DataSource dataSource) {
        return new EarlierRows(dataSource, context.run().service(), context.run());
    }

    @Bean
    Rejections rejections(RunContext context, DataSource dataSource, EarlierRows earlier) {
        return new Rejections(dataSource, context.run().service(), earlier);
    }

    @Bean
    TakeOvers takeOvers(EarlierRows earlier, Rejections rejections) {
        return new TakeOvers(earlier, rejections);
    }

    @Bean
    SourceChange sourceChange(
            AddressPolicy sourcePolicy,
            SeenSources seen,
            EarlierRows earlier,
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
    Outcomes outcomes(RunContext context, DataSource dataSource, JsonMapper json) {
        return new Outcomes(dataSource, json, context.run());
    }

    @Bean
    Tries tries(RunContext context, DataSource dataSource) {
        return new Tries(dataSource, context.run());
    }

    @Bean
    ImageService imageService(RunContext context, JsonMapper json, InstantSource clock) {
        return context.service().connect(new ServiceConnector(json, clock));
    }

    @Bean
    FileNames fileNames(RunContext context) {
        return new FileNames(context.job().download().name());
    }

    @Bean
    Placement placement(RunContext context, FileNames names) {
        return new Placement(context.run().output(), names);
    }

    @Bean
    Estimates estimates() {
        return new Estimates();
    }

    @Bean
    Sleeper sleeper() {
        return Sleeper.real();
    }

    /** Threads that wait for answers: as many as calls are under way, which the stations bound. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService workers() {
        CustomizableThreadFactory names = new CustomizableThreadFactory("worker-");
        return Executors.newCachedThreadPool(work -> {
            Thread thread = names.newThread(work);
            thread.setUncaughtExceptionHandler((worker, failure) -> note(failure));
            return thread;
        });
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

    /** For the run's log alone: the station has asked the run to stop, which tells the user why. */
    private static void note(Throwable failure) {
        if (DiskFull.isCauseOf(failure)) {
            log.info("a worker found no room: {}", failure.getMessage());
        } else {
            log.info("a worker failed", failure);
        }
    }
}
