package dev.darkroom.job;

import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.RunSignals.Stop;
import dev.darkroom.ledger.Runs;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.results.ResultsTasklet;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.results.WrittenResults;
import dev.darkroom.submit.PreflightException;
import dev.darkroom.submit.SubmitTasklet;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** One process's part of a run: Spring starts, the job runs, and what came of it is recorded. */
final class RunProcess {

    private static final Logger log = LoggerFactory.getLogger(RunProcess.class);

    private final RunContext context;
    private final InstantSource clock;
    private final JsonMapper json;
    private final RunObserver observer;
    private final StopSwitch stop;

    RunProcess(RunContext context, InstantSource clock, JsonMapper json, RunObserver observer, StopSwitch stop) {
        this.context = context;
        this.clock = clock;
        this.json = json;
        this.observer = observer;
        this.stop = stop;
    }

    RunResult run(Runs runs) throws IOException {
        try (ConfigurableApplicationContext spring = start()) {
            RunLedger ledger = spring.getBean(RunLedger.class);
            stop.connect(ledger.signals());
            SubmitTasklet submit = spring.getBean(SubmitTasklet.class);
            Summaries summaries = spring.getBean(Summaries.class);
            SummaryFile summaryFile = spring.getBean(SummaryFile.class);
            JobExecution execution;
            try (SummaryTicker ticker = new SummaryTicker(summaries, summaryFile, ledger, submit, observer);
                    Patience patience =
                            new Patience(ledger.signals(), spring.getBean(ExecutorService.class), Patience.GRACE)) {
                ticker.start();
                patience.start();
                execution = launch(spring);
            }
            WrittenResults written = spring.getBean(ResultsTasklet.class).written();
            return end(runs, ledger, execution, written, summaries, summaryFile, submit.throttled());
        }
    }

    private ConfigurableApplicationContext start() {
        // Boot would set logging up anew and drop the run's own log; logback.xml says all there is to say.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        ApplicationContextInitializer<GenericApplicationContext> settled = spring -> {
            spring.registerBean(RunContext.class, () -> context);
            spring.registerBean(InstantSource.class, () -> clock);
            spring.registerBean(JsonMapper.class, () -> json);
        };
        return new SpringApplicationBuilder(RunConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .initializers(settled)
                .run();
    }

    private JobExecution launch(ConfigurableApplicationContext spring) {
        BatchLauncher launcher =
                new BatchLauncher(spring.getBean(JobOperator.class), spring.getBean(JobRepository.class));
        try {
            return launcher.launch(spring.getBean(Job.class), context.run().id());
        } catch (JobExecutionException e) {
            throw new IllegalStateException("the job could not be started: " + e.getMessage(), e);
        }
    }

    private RunResult end(
            Runs runs,
            RunLedger ledger,
            JobExecution execution,
            @Nullable WrittenResults written,
            Summaries summaries,
            SummaryFile summaryFile,
            long throttled)
            throws IOException {
        List<String> messages = new ArrayList<>();
        Optional<PreflightException> refusal = failure(execution, PreflightException.class);
        refusal.ifPresent(why -> messages.add(why.getMessage()));
        Optional<Throwable> defect = refusal.isPresent() ? Optional.empty() : failure(execution, Throwable.class);
        if (context.scope().limited() && refusal.isEmpty() && defect.isEmpty()) {
            stopBeforeOthers(ledger);
        }
        Stop stopped = ledger.signals().stopped();
        defect.filter(why -> !(why instanceof JobInterruptedException))
                .ifPresent(why -> log.error("a step failed", why));
        if (stopped != null) {
            messages.add(stopped.words());
        } else {
            defect.ifPresent(why -> messages.add("a step failed: " + why.getMessage()));
        }
        long atService = ledger.count(RowState.SUBMITTED);
        if (atService > 0) {
            messages.add((atService == 1 ? "1 request goes" : atService + " requests go")
                    + " on at the service; the next start collects what comes of them");
        }
        long notStaged = Math.max(0, context.rows() - ledger.count(RowState.values()));
        long open = notStaged + open(ledger);
        int exitCode = refusal.isPresent() ? ExitCode.USAGE : exitCode(reason(defect, stopped), open, ledger, written);
        boolean finished = exitCode == ExitCode.FINISHED || exitCode == ExitCode.PICTURES_MISSING;
        RunSummary summary = summaries.ended(finished, stopped, exitCode, written, throttled);
        messages.addAll(summaryFile.write(summary));
        runs.ended(
                context.run().number(),
                finished ? RunRecord.State.FINISHED : RunRecord.State.STOPPED,
                summary.stopReason(),
                exitCode,
                clock.instant());
        return new RunResult(exitCode, summary, written, context.run().output(), messages, !finished);
    }

    /** Rows that were left alone on purpose are why the run is not finished. */
    private void stopBeforeOthers(RunLedger ledger) {
        long left = open(ledger);
        if (left > 0 && ledger.signals().stopped() == null) {
            String words =
                    "only rows that were " + context.scope().words() + " were worked on, " + left + " others wait";
            ledger.signals().stop(StopReason.SELECTION, words);
        }
    }

    private static long open(RunLedger ledger) {
        return ledger.count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
    }

    private static @Nullable StopReason reason(Optional<Throwable> defect, @Nullable Stop stopped) {
        if (stopped != null) {
            return stopped.reason();
        }
        return defect.isPresent() ? StopReason.FAILURE : null;
    }

    private static long pictures(WrittenResults written) {
        return written.statuses().entrySet().stream()
                .filter(entry -> entry.getKey().hasPicture())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private int exitCode(@Nullable StopReason reason, long open, RunLedger ledger, @Nullable WrittenResults written) {
        long total = ledger.count(RowState.values());
        long pictures = written == null ? 0 : pictures(written);
        return ExitCode.of(reason, open, total - pictures, total, context.job().failThreshold());
    }

    private static <T extends Throwable> Optional<T> failure(JobExecution execution, Class<T> type) {
        return execution.getAllFailureExceptions().stream()
                .flatMap(failure -> causes(failure).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
