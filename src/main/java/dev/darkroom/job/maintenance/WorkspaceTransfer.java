package dev.darkroom.job.maintenance;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.shared.CopySeal;
import dev.darkroom.ledger.shared.CopySeal.SealedCopy;
import dev.darkroom.ledger.transfer.LedgerTransfer;
import dev.darkroom.ledger.transfer.RunSums;
import dev.darkroom.ledger.transfer.UnsettledRun;
import dev.darkroom.runs.ForgottenPurchases;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.OtherRuns;
import dev.darkroom.runs.ProgramVersion;
import dev.darkroom.runs.SharedFilesCopy;
import dev.darkroom.runs.SharedRecords;
import dev.darkroom.workspace.MoveMark;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves a workspace on one host into a database that several hosts share. The database is sealed before anything is copied; once
 * all is there the workspace is marked as moved, and then the seal is taken away: at no time do both count. Cut off
 * anywhere, it is done again from its beginning, or brought to its end. The caller holds workspace and database.
 */
public final class WorkspaceTransfer {

    private final Workspace from;
    private final PostgresAddress to;
    private final InstantSource clock;
    private final JsonMapper json;

    public WorkspaceTransfer(Workspace from, PostgresAddress to, InstantSource clock, JsonMapper json) {
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Moves it.
     *
     * @return what was copied; nothing was if a run is not settled
     * @throws WorkspaceException if it was moved before, or the database holds runs
     * @throws dev.darkroom.ledger.rows.LedgerException if the ledger cannot be used, or its copy is not the same
     */
    public TransferResult move(LedgerTransfer.TransferProgress progress) throws IOException {
        Optional<MoveMark> mark = MoveMark.find(from);
        if (mark.filter(MoveMark::moved).isPresent()) {
            finish(mark.get());
            return new TransferResult(List.of(), List.of(), true);
        }
        return LedgerReading.read(from, true, json, source -> move(source, mark, progress));
    }

    private TransferResult move(
            LedgerDatabase source, Optional<MoveMark> mark, LedgerTransfer.TransferProgress progress)
            throws IOException {
        List<RunRecord> runs = caughtUp(source.dataSource());
        ForgottenPurchases forgotten =
                new ForgottenPurchases(from, new RunStore(source.dataSource(), json), json, clock);
        List<UnsettledRun> unsettled = UnsettledRun.find(source.dataSource(), runs, forgotten::standsFor);
        if (!unsettled.isEmpty()) {
            return new TransferResult(unsettled, List.of(), false);
        }
        try (LedgerDatabase target = LedgerDatabase.openToFill(to, ProgramVersion.current())) {
            return copy(source, target, runs, mark, progress);
        }
    }

    /** Returns the runs once the ledger holds all that their journals do. */
    private List<RunRecord> caughtUp(DataSource ledger) throws IOException {
        RunStore runs = new RunStore(ledger, json);
        OtherRuns all = new OtherRuns(from, ledger, clock, json);
        all.catchUpFinished(runs);
        all.catchUp(runs.newestFirst());
        return runs.newestFirst();
    }

    private TransferResult copy(
            LedgerDatabase source,
            LedgerDatabase target,
            List<RunRecord> runs,
            Optional<MoveMark> before,
            LedgerTransfer.TransferProgress progress)
            throws IOException {
        LedgerTransfer transfer = new LedgerTransfer(source, target);
        CopySeal seal = new CopySeal(target.dataSource());
        String name =
                before.map(MoveMark::copy).orElseGet(() -> UUID.randomUUID().toString());
        MoveMark mark = new MoveMark(name, to.shown(), false);
        checkFree(seal, mark, transfer.found());
        mark.write(from);
        seal.put(new SealedCopy(mark.copy(), MoveMark.placeOf(from)));
        Map<Integer, RunSums> sums = transfer.copy(
                ledger -> {
                    SharedFilesCopy.store(from, runs.stream().map(RunRecord::id).toList(), from.sharedIn(to), ledger);
                    SharedRecords.copyName(ledger).write(name);
                },
                progress);
        mark.asMoved().write(from);
        seal.remove();
        List<TransferredRun> transferred = new ArrayList<>();
        for (RunRecord run : runs) {
            transferred.add(new TransferredRun(
                    run.id(),
                    Objects.requireNonNull(sums.get(run.number()), "each run was compared"),
                    unfetched(source.dataSource(), run)));
        }
        return new TransferResult(List.of(), transferred, false);
    }

    private void checkFree(CopySeal seal, MoveMark mark, long found) {
        Optional<SealedCopy> copy = seal.find();
        if (copy.isPresent() && !copy.get().name().equals(mark.copy())) {
            throw new WorkspaceException("the database " + to.shown() + " holds a copy of the workspace "
                    + copy.get().source() + " that did not come to its end: end it there, or name another database or"
                    + " schema (&currentSchema=NAME)");
        }
        if (copy.isEmpty() && found > 0) {
            throw new WorkspaceException(
                    "the database " + to.shown() + " holds runs of its own, and two workspaces cannot"
                            + " be joined: name another database or schema (&currentSchema=NAME). Nothing was copied");
        }
    }

    private static long unfetched(DataSource ledger, RunRecord run) {
        Map<RowState, Long> states = new RunFigures(ledger, run).states();
        return states.getOrDefault(RowState.TIMED_OUT, 0L) + states.getOrDefault(RowState.DOWNLOAD_FAILED, 0L);
    }

    /**
     * Takes the seal from a copy that is whole, of a workspace that does not count any more; one that was cut off after that has
     * nothing left to do.
     */
    private void finish(MoveMark mark) throws IOException {
        try (LedgerDatabase target = LedgerDatabase.openToFill(to, ProgramVersion.current())) {
            CopySeal seal = new CopySeal(target.dataSource());
            if (seal.find().filter(copy -> copy.name().equals(mark.copy())).isPresent()) {
                seal.remove();
            } else if (!holds(target, mark.copy())) {
                throw new WorkspaceException("the workspace " + from.home() + " was moved to the database "
                        + mark.database()
                        + " before, and not into what --to names: set DARKROOM_DB to that database, with"
                        + " its schema. Nothing was copied");
            }
        }
    }

    private static boolean holds(LedgerDatabase target, String copy) throws IOException {
        return SharedRecords.copyName(target.dataSource())
                .read()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .filter(copy::equals)
                .isPresent();
    }

    /**
     * What came of it.
     *
     * @param unsettled the runs for which nothing was copied
     * @param copied the runs that were, the newest first
     * @param finished whether all had been copied before, and at most the end was missing
     */
    public record TransferResult(List<UnsettledRun> unsettled, List<TransferredRun> copied, boolean finished) {}

    /**
     * A run that was copied.
     *
     * @param run its id
     * @param sums what it came to, in the workspace and in the database
     * @param unfetched how many of its rows are paid for and not fetched: they are from there
     */
    public record TransferredRun(String run, RunSums sums, long unfetched) {}
}
