package dev.darkroom.runs;

import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a run as the process that holds the workspace, if there is one, reports it.
 *
 * @param workspace where the runs are
 * @param held whether this process holds the workspace: then no other runs anything
 * @param summary the other's latest summary, null if there is none that is fresh
 * @param now when this is
 * @param stops finds a run's stop that no start ends by itself
 */
record LiveRun(
        Workspace workspace,
        boolean held,
        @Nullable RunSummary summary,
        Instant now,
        Function<RunRecord, StandingStop> stops) {

    public static final String DIED = "died: its process ended without a word";

    public static LiveRun in(Workspace workspace, boolean held, Instant now) {
        Optional<RunSummary> last = held ? Optional.empty() : read(workspace.summary());
        return new LiveRun(
                workspace,
                held,
                fresh(last, now),
                now,
                run -> new StandingStop(workspace.journal(run.id()), JsonMapper.shared(), InstantSource.system()));
    }

    /** Does the same by what is kept in the ledger, if several hosts share it. */
    static LiveRun in(Workspace workspace, DataSource ledger, boolean held, Instant now) {
        if (!workspace.isShared()) {
            return in(workspace, held, now);
        }
        Optional<RunSummary> last = held ? Optional.empty() : SharedRecords.lastSummary(ledger);
        return new LiveRun(
                workspace,
                held,
                fresh(last, now),
                now,
                run -> SharedRecords.stop(workspace, ledger, run.id(), JsonMapper.shared(), InstantSource.system()));
    }

    private static @Nullable RunSummary fresh(Optional<RunSummary> last, Instant now) {
        return last.filter(summary -> summary.state() == RunSummary.SummaryState.RUNNING && !summary.died(now))
                .orElse(null);
    }

    /** Reads a summary. One that cannot be read says as little as none: the ledger is read instead. */
    private static Optional<RunSummary> read(Path file) {
        try {
            return SummaryFile.read(file);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the real state of a run: one that is recorded as running may have died. */
    public RunSummary.SummaryState state(RunRecord run) {
        return died(run)
                ? RunSummary.SummaryState.STOPPED
                : RunSummary.SummaryState.valueOf(run.state().name());
    }

    /**
     * Returns why a run does not go on: a stop that stands goes before what came after it, such as a signal, unless both are
     * recorded together.
     */
    @Nullable
    public String stopReason(RunRecord run) {
        if (state(run) == RunSummary.SummaryState.STOPPED) {
            Optional<RunSignals.StopSignal> standing = standing(run);
            if (standing.isPresent()) {
                String stands = standing.get().reason().keyword() + ": "
                        + standing.get().message();
                String recorded = run.stopReason();
                return recorded != null && recorded.startsWith(stands) ? recorded : stands;
            }
        }
        return died(run) ? endMessage(run) : run.stopReason();
    }

    private Optional<RunSignals.StopSignal> standing(RunRecord run) {
        try {
            return stops.apply(run).standing();
        } catch (LedgerException | UncheckedIOException damaged) {
            // The next start says so; what else is known is told.
            return Optional.empty();
        }
    }

    /**
     * Returns the message of the run's end. A process without room for its end in the ledger could tell it in its
     * summary alone.
     */
    private static String endMessage(RunRecord run) {
        return read(run.output().resolve("summary.json"))
                .filter(last -> last.run().equals(run.id()))
                .map(RunSummary::stopReason)
                .filter(reason -> reason.startsWith(StopReason.DISK_FULL.keyword()))
                .orElse(DIED);
    }

    /**
     * Returns whether the run's process died. The workspace may be held for a moment by a process that runs nothing:
     * then the run's own last summary counts.
     */
    private boolean died(RunRecord run) {
        boolean another = summary != null && !summary.run().equals(run.id());
        return run.state() == RunRecord.RunState.RUNNING && (held || another || silent(run));
    }

    private boolean silent(RunRecord run) {
        return read(run.output().resolve("summary.json"))
                .filter(last -> last.died(now))
                .isPresent();
    }
}
