package dev.darkroom.job;

import dev.darkroom.bucket.Buckets;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.monitoring.RunMeters;
import dev.darkroom.monitoring.RunNotifications;
import dev.darkroom.monitoring.ServiceHealthText;
import dev.darkroom.monitoring.TolerantTask;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.results.ResultsTasklet;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.results.WrittenResults;
import dev.darkroom.results.files.FileList;
import dev.darkroom.runs.BucketUpload;
import dev.darkroom.runs.SourceUploads;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.PhaseProgress;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.WorkerThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** One process's part of a run: Spring starts, the job runs, and what came of it is recorded. */
final class RunProcess {

    private final RunContext context;
    private final ServiceAccess service;
    private final RunRequest request;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final JsonMapper json;

    RunProcess(
            RunContext context,
            ServiceAccess service,
            RunRequest request,
            InstantSource wall,
            MonotonicClock clock,
            JsonMapper json) {
        this.context = context;
        this.service = service;
        this.request = request;
        this.wall = wall;
        this.clock = clock;
        this.json = json;
    }

    RunResult run(RunStore runs) throws IOException {
        RunNotifications notices = new RunNotifications(
                context.job().notifications(), name -> System.getProperty(name, System.getenv(name)), clock);
        try (ConfigurableApplicationContext spring =
                new RunSpring(wall, clock, json).start(context, service, request.confirmation(), notices)) {
            RunLedger ledger = spring.getBean(RunLedger.class);
            request.stop().connect(ledger.signals());
            RunSummarizer summaries = spring.getBean(RunSummarizer.class);
            RunMeters meters = spring.getBeanProvider(RunMeters.class).getIfAvailable();
            tellOfPause(spring);
            try {
                RunResult result = run(runs, spring, meters);
                RunSignals.StopSignal stopped = ledger.signals().stopped();
                RunSummary summary = result.summary();
                boolean hurry = stopped != null && stopped.reason() == StopReason.SIGNAL;
                return result.with(notices.ended(summary, occasion(summary.exitCode()), hurry));
            } catch (IOException | RuntimeException e) {
                tellOfDefect(e, summaries, notices);
                throw e;
            }
        }
    }

    private void tellOfPause(ConfigurableApplicationContext spring) {
        Stream.of("submitPace", "pollPace")
                .map(calls -> spring.getBean(calls, CallRateLimiter.class).pauseLeft())
                .filter(left -> !left.isZero())
                .max(Duration::compareTo)
                .ifPresent(left -> request.observer().paused(wall.instant().plus(left)));
    }

    private static NotifyOccasion occasion(@Nullable Integer exitCode) {
        if (exitCode != null && exitCode == ExitCode.STOPPED) {
            return NotifyOccasion.STOPPED;
        }
        return exitCode != null && exitCode == ExitCode.FINISHED ? NotifyOccasion.SUCCESS : NotifyOccasion.FAILURE;
    }

    private void tellOfDefect(Exception defect, RunSummarizer summaries, RunNotifications notices) {
        try {
            String reason = StopReason.FAILURE.keyword() + ": " + FailureText.of(defect);
            notices.ended(summaries.ended(false, reason, ExitCode.DEFECT, null), NotifyOccasion.FAILURE, false);
        } catch (RuntimeException unknown) {
            defect.addSuppressed(unknown);
        }
    }

    private RunResult run(RunStore runs, ConfigurableApplicationContext spring, @Nullable RunMeters meters)
            throws IOException {
        RunLedger ledger = spring.getBean(RunLedger.class);
        RunSummarizer summaries = spring.getBean(RunSummarizer.class);
        SummaryFile summaryFile = spring.getBean(SummaryFile.class);
        List<Throwable> failures;
        try (SummaryTicker ticker = new SummaryTicker(
                        summaries,
                        summaryFile,
                        ledger,
                        spring.getBean(StoredRates.class),
                        spring.getBean(ServiceHealthText.class),
                        spring.getBean(CurrentPhase.class),
                        meters == null ? request.observer() : metered(meters));
                StopGracePeriod gracePeriod = new StopGracePeriod(
                        ledger.signals(), spring.getBean(WorkerThreads.class)::breakOff, StopGracePeriod.GRACE)) {
            ticker.start();
            gracePeriod.start();
            failures = launch(spring, ledger);
        }
        WrittenResults written = spring.getBean(ResultsTasklet.class).written();
        if (written != null) {
            new TolerantTask("cannot list the run's files", "the command report does")
                    .attempt(() ->
                            FileList.write(context.run().output(), context.run().id()));
        }
        BucketUpload upload = BucketUpload.of(context.run().output(), spring.getBean(Buckets.class))
                .orElse(null);
        if (upload != null && written != null && mayStore(ledger)) {
            failures = store(upload, failures);
        }
        RunResult result = new RunEnding(context, wall, ledger, runs, summaries, summaryFile).end(failures, written);
        if (upload != null && mayStore(ledger)) {
            new TolerantTask("cannot store the summary in the bucket", "the next start and the command report do")
                    .attempt(upload::storeSummary);
        }
        if (isAtEnd(ledger) && mayStore(ledger)) {
            SourceUploads.toRemove(context.job(), context.run().id(), spring.getBean(Buckets.class))
                    .ifPresent(uploads -> new TolerantTask(
                                    "cannot remove the uploaded source pictures", "the command prune does")
                            .attempt(uploads::remove));
        }
        RunSignals.StopSignal stopped = ledger.signals().stopped();
        if (stopped == null || stopped.reason().collects()) {
            new TolerantTask("cannot enter the run's rows for later look-ups", "the next run enters them")
                    .attempt(new LookUpEntries(context.database().dataSource())::enterAll);
        }
        if (meters != null) {
            meters.tell(result.summary());
        }
        return result;
    }

    /** After a signal there is no time for what is not the run's end, and a bucket that is away is not asked again. */
    private static boolean mayStore(RunLedger ledger) {
        RunSignals.StopSignal stopped = ledger.signals().stopped();
        return stopped == null
                || (stopped.reason() != StopReason.BUCKET
                        && stopped.reason() != StopReason.DISK_FULL
                        && (stopped.reason() != StopReason.SIGNAL || isAtEnd(ledger)));
    }

    private static boolean isAtEnd(RunLedger ledger) {
        return ledger.count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED) == 0;
    }

    /** Stores the results; a run whose results are not in its bucket has not come to its end. */
    private static List<Throwable> store(BucketUpload upload, List<Throwable> failures) {
        try {
            upload.storeResults();
            return failures;
        } catch (IOException e) {
            return Stream.concat(failures.stream(), Stream.of(e)).toList();
        }
    }

    private RunObserver metered(RunMeters meters) {
        RunObserver observer = request.observer();
        return new RunObserver() {
            @Override
            public void begins(String run, Path output, boolean goesOn) {
                observer.begins(run, output, goesOn);
            }

            @Override
            public void preparing(PhaseProgress progress) {
                observer.preparing(progress);
            }

            @Override
            public void progress(RunSummary summary, long inFlight, @Nullable String trouble) {
                meters.tell(summary);
                observer.progress(summary, inFlight, trouble);
            }
        };
    }

    /** Returns what the steps failed of. */
    private List<Throwable> launch(ConfigurableApplicationContext spring, RunLedger ledger) {
        BatchLauncher launcher =
                new BatchLauncher(spring.getBean(JobOperator.class), spring.getBean(JobRepository.class));
        try {
            return launcher.launch(spring.getBean(Job.class), context.run().id())
                    .getAllFailureExceptions();
        } catch (JobExecutionException e) {
            throw new IllegalStateException("the job could not be started: " + FailureText.of(e), e);
        } catch (RuntimeException e) {
            boolean lost = LedgerEngine.isAway(e) || ledger.signals().ledgerLost();
            if (!lost && !DiskFull.isCauseOf(e)) {
                throw e;
            }
            // Spring Batch could not write down how a step ended, and left the others running.
            ledger.signals().failed(e, "");
            spring.getBean(StepThreads.class).awaitEnd();
            return List.of(e);
        }
    }
}
