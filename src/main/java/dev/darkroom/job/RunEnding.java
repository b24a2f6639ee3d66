package dev.darkroom.job;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.history.StoredTotals;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.results.WrittenResults;
import dev.darkroom.step.RunContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.dao.DataAccessException;

/**
 * The end of one process's part of a run: the exit code, the messages to the user, and what is recorded of it. On a
 * full disk it says so, whatever can still be recorded: a run that the ledger holds as running is resumed all the same.
 */
final class RunEnding {

    private static final Logger log = LoggerFactory.getLogger(RunEnding.class);

    private final RunContext context;
    private final InstantSource clock;
    private final RunLedger ledger;
    private final RunStore runs;
    private final RunSummarizer summaries;
    private final SummaryFile summaryFile;

    RunEnding(
            RunContext context,
            InstantSource clock,
            RunLedger ledger,
            RunStore runs,
            RunSummarizer summaries,
            SummaryFile summaryFile) {
        this.context = context;
        this.clock = clock;
        this.ledger = ledger;
        this.runs = runs;
        this.summaries = summaries;
        this.summaryFile = summaryFile;
    }

    /**
     * Ends it.
     *
     * @param failures what steps failed of
     * @param written what was written, null if nothing was
     */
    RunResult end(List<Throwable> failures, @Nullable WrittenResults written) throws IOException {
        Optional<Throwable> defect = defect(failures);
        if (context.scope().limited() && failures.isEmpty()) {
            stopBeforeOthers();
        }
        defect.filter(why -> !(why instanceof JobInterruptedException))
                .ifPresent(why -> log.error("a step failed", why));
        StopSignal stopped = ledger.signals().stopped();
        if (stopped != null && stopped.reason() == StopReason.DISK_FULL) {
            // No row moves any more: what was kept in reserve for that may serve to record the end.
            ledger.close();
        }
        Supplier<RunResult> ending = () -> result(defect, written);
        RunResult result = ending(ending);
        List<String> warnings = List.of();
        try {
            warnings = summaryFile.write(result.summary());
        } catch (IOException | DiskFullException e) {
            if (!noRoom(e)) {
                throw e;
            }
            result = ending(ending);
        }
        try {
            record(result);
        } catch (DataAccessException e) {
            if (!noRoom(e)) {
                throw e;
            }
            result = ending(ending);
        }
        return result.with(warnings);
    }

    /** Sums up what the ledger says or, if it finds no room for that, what is known without it. */
    private RunResult ending(Supplier<RunResult> ending) {
        try {
            return ending.get();
        } catch (DataAccessException e) {
            if (!noRoom(e)) {
                throw e;
            }
            return ending.get();
        }
    }

    /** Returns what failed. A full disk is no defect, nor a database or a bucket that is away: it stops the run, here if nobody has noticed before. */
    private Optional<Throwable> defect(List<Throwable> failures) {
        List<Throwable> others =
                failures.stream().filter(failure -> !noRoom(failure)).toList();
        return StepFailures.first(others, Throwable.class);
    }

    private boolean noRoom(Throwable failure) {
        if (DiskFull.isCauseOf(failure)
                || LedgerEngine.isAway(failure)
                || BucketException.in(failure).isPresent()) {
            ledger.signals().failed(failure, "");
            return true;
        }
        return ledger.signals().ledgerLost();
    }

    private RunResult result(Optional<Throwable> defect, @Nullable WrittenResults written) {
        String refused = ledger.signals().refused();
        StopSignal stopped = ledger.signals().stopped();
        long notStaged = Math.max(0, context.rows() - ledger.count(RowState.values()));
        long open = notStaged + open();
        int exitCode = refused != null ? ExitCode.USAGE : exitCode(reason(defect, stopped), open, written);
        boolean finished = exitCode == ExitCode.FINISHED || exitCode == ExitCode.PICTURES_MISSING;
        EndingMessages messages = new EndingMessages(ledger, finished);
        RunSummary summary = summaries.ended(finished, messages.reason(refused, defect, stopped), exitCode, written);
        return new RunResult(
                exitCode,
                summary,
                written == null ? summaries.errors() : written.errors(),
                written,
                context.run().output(),
                messages.of(refused, defect, stopped),
                !finished,
                stopped != null && stopped.reason() == StopReason.BUDGET ? summaries.enoughBudget() : null);
    }

    private void record(RunResult result) {
        runs.ended(
                context.run().number(),
                result.open() ? RunRecord.RunState.STOPPED : RunRecord.RunState.FINISHED,
                result.summary().stopReason(),
                result.exitCode(),
                clock.instant());
        new StoredTotals(context.database().dataSource())
                .keepMissing(runs.find(context.run().id()).stream().toList());
    }

    /** Stops the run if rows were left out on purpose: that is why it is not finished. */
    private void stopBeforeOthers() {
        long left = open();
        if (left > 0 && ledger.signals().stopped() == null) {
            String message = "only rows " + context.scope().rowsText() + " were worked on, and " + left
                    + (left == 1 ? " other waits" : " others wait");
            ledger.signals().stop(StopReason.SELECTION, message);
        }
    }

    private long open() {
        return ledger.count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
    }

    private static @Nullable StopReason reason(Optional<Throwable> defect, @Nullable StopSignal stopped) {
        if (stopped != null) {
            return stopped.reason();
        }
        return defect.isPresent() ? StopReason.FAILURE : null;
    }

    private int exitCode(@Nullable StopReason reason, long open, @Nullable WrittenResults written) {
        long total = ledger.count(RowState.values());
        long pictures = written == null ? 0 : written.pictures();
        // A run that has ended is not started again: its results would never be written.
        boolean ended = open == 0 && written != null;
        return ExitCode.of(reason, ended, total - pictures, total, context.job().failThreshold());
    }
}
