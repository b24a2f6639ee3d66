package dev.darkroom.runs;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.PurchaseTotals;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.lease.WorkerTable;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.pace.StoredPauses;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a run's status: from the summary of the process that runs it, which alone knows its pace, else from the ledger.
 */
public final class RunStatusReader {

    private static final String SUMMARY = "summary.json";

    private final InstantSource clock;
    private final JsonMapper json;

    public RunStatusReader(InstantSource clock, JsonMapper json) {
        this.clock = clock;
        this.json = json;
    }

    /**
     * Reads it.
     *
     * @param wanted the run's id or output directory; null for the one that is running, else the newest
     * @param held whether the caller holds the workspace's lock
     * @throws NoSuchRunException if there is none
     */
    public RunStatus read(Workspace workspace, @Nullable String wanted, boolean held) throws IOException {
        if (workspace.isShared()) {
            return LedgerReading.read(workspace, held, json, database -> shared(workspace, database, wanted, held));
        }
        LiveRun live = LiveRun.in(workspace, held, clock.instant());
        RunSummary summary = live.summary();
        if (summary == null || !isMeant(summary, wanted)) {
            return LedgerReading.read(
                    workspace,
                    held,
                    json,
                    database -> recorded(workspace, database, found(workspace, database, wanted, held), live));
        }
        if (summary.count(RowStatus.UNKNOWN) == 0) {
            return new RunStatus(summary, List.of());
        }
        return LedgerReading.read(workspace, false, json, database -> running(workspace, database, summary));
    }

    private RunStatus shared(Workspace workspace, LedgerDatabase database, @Nullable String wanted, boolean held)
            throws IOException {
        LiveRun live = LiveRun.in(workspace, database.dataSource(), held, clock.instant());
        RunSummary summary = live.summary();
        return summary == null || !isMeant(summary, wanted)
                ? recorded(workspace, database, found(workspace, database, wanted, held), live)
                : running(workspace, database, summary);
    }

    private RunStatus running(Workspace workspace, LedgerDatabase database, RunSummary summary) {
        RunRecord run = find(workspace, database, summary.run());
        return new RunStatus(
                summary,
                UnknownPurchase.all(new RunFigures(database.dataSource(), run), json),
                workspace.isShared() ? new WorkerTable(database.dataSource()).statuses(run.number()) : List.of());
    }

    private static boolean isMeant(RunSummary live, @Nullable String wanted) throws IOException {
        if (wanted == null || wanted.equals(live.run())) {
            return true;
        }
        return SummaryFile.read(Path.of(wanted).resolve(SUMMARY))
                .filter(there -> there.run().equals(live.run()))
                .isPresent();
    }

    private RunRecord found(Workspace workspace, LedgerDatabase database, @Nullable String wanted, boolean held)
            throws IOException {
        RunRecord run = find(workspace, database, wanted);
        if (held) {
            // The process that ran it may have been killed before its last events came to the ledger.
            new OtherRuns(workspace, database.dataSource(), clock, json).catchUpKilled(run);
        }
        return run;
    }

    private RunRecord find(Workspace workspace, LedgerDatabase database, @Nullable String wanted) {
        return new RunFinder(workspace, new RunStore(database.dataSource(), json)).find(wanted);
    }

    private RunStatus recorded(Workspace workspace, LedgerDatabase database, RunRecord run, LiveRun live)
            throws IOException {
        RunFigures figures = new RunFigures(database.dataSource(), run);
        Optional<RunSummary> before = SummaryFile.read(run.output().resolve(SUMMARY));
        PurchaseTotals accounts = figures.accounts();
        long submitted = accounts.accepted() + accounts.unknown();
        RunSummary.RequestCounts requests = new RunSummary.RequestCounts(
                submitted,
                accounts.possibleDuplicates(),
                accounts.throttled(),
                Math.max(0, accounts.sends() - submitted));
        RunSummary.RunCost cost = new RunSummary.RunCost(
                accounts.spent(),
                estimated(before),
                cap(before),
                accounts.unknown(),
                SharedRecords.balances(workspace, database.dataSource(), run.id(), json, clock)
                        .known());
        RunSummary summary = new RunSummary(
                run.id(),
                run.job(),
                live.state(run),
                live.stopReason(run),
                run.exitCode(),
                run.manifest(),
                run.manifestSha256(),
                run.createdAt(),
                clock.instant(),
                run.endedAt(),
                RunSummary.rows(figures.statuses()),
                requests,
                cost,
                null,
                null,
                pausedUntil(workspace, database, run),
                RunSummary.ErrorCount.of(figures.reasons()),
                ProgramVersion.current(),
                RunSummary.ReviewCounts.of(new StoredReviews(database.dataSource(), run).count()));
        return new RunStatus(summary, UnknownPurchase.all(figures, json));
    }

    /** Returns until when the next start of an unfinished run waits since the service asked for it, null if it does not. */
    private @Nullable Instant pausedUntil(Workspace workspace, LedgerDatabase database, RunRecord run) {
        return run.state() == RunRecord.RunState.FINISHED
                ? null
                : new StoredPauses(
                                SharedRecords.pauses(workspace, database.dataSource()), run.service(), "", json, clock)
                        .untilForAnyAccount()
                        .orElse(null);
    }

    private static @Nullable BigDecimal estimated(Optional<RunSummary> before) {
        return before.map(last -> last.cost().estimatedUsd()).orElse(null);
    }

    private static @Nullable BigDecimal cap(Optional<RunSummary> before) {
        return before.map(last -> last.cost().capUsd()).orElse(null);
    }
}
