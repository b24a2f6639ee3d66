package dev.darkroom.ledger;

import dev.darkroom.io.FailureText;
import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.figures.KeptFigures;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.placement.PlacementTables;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.shared.GroupFence;
import dev.darkroom.ledger.shared.LedgerFence;
import dev.darkroom.ledger.shared.LedgerHost;
import dev.darkroom.ledger.shared.SharedFiles;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.spending.RunSpending;
import dev.darkroom.ledger.spending.SpendingAccounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger of one run, and all that its steps share. Every event is durable when {@link #apply} or {@link #record}
 * returns: counts and budgets know it. The tables show it with {@code apply}, and otherwise once {@link #settle} has
 * returned. Thread-safe; closing it writes the events that were submitted to it.
 */
public final class RunLedger implements AutoCloseable {

    private static final Duration MAX_LAG = Duration.ofMillis(250);

    private final RunRecord run;
    private final JournalPosition position;
    private final PurchaseJournal journal;
    private final GroupCommit commits;
    private final RunCounters counters;
    private final RunRecovery recovery;
    private final StandingStop standingStop;
    private final RunSignals signals;

    private RunLedger(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journalFile,
            boolean restoring,
            EventQueue queue,
            Duration maxLag,
            int reserveBytes,
            @Nullable GroupFence leased) {
        this.run = run;
        this.counters = new RunCounters(dataSource, json, run);
        LedgerEngine engine = LedgerEngine.of(dataSource);
        this.standingStop = engine.isDurable()
                ? new StandingStop(new SharedFiles(dataSource).heldText(run.id(), SharedFiles.STOP), json, clock)
                : new StandingStop(journalFile, json, clock);
        this.signals = new RunSignals(
                counters.states()::wake, journalFile.resolveSibling("").toAbsolutePath(), standingStop);
        if (engine.isDurable()) {
            signals.abandonBy(() -> LedgerHost.abandon(dataSource));
        }
        JdbcTemplate writing = new JdbcTemplate(dataSource);
        this.position = new JournalPosition(writing, run.number(), !engine.isDurable());
        this.journal = new JournalOpening(writing, engine, position, json, run.number())
                .open(journalFile, restoring, reserveBytes);
        GroupFence fence = leased == null ? LedgerFence.of(dataSource, engine) : leased;
        LedgerBatch batch = new LedgerBatch(
                new JdbcTransactionManager(dataSource), position, engine.isDurable() ? Duration.ZERO : maxLag, fence);
        EventTables tables = new EventTables(writing, json);
        EventPlacement placement = new EventPlacement(new PlacementTables(writing, json), tables, restoring);
        this.commits = new GroupCommit(
                queue,
                batch,
                tables,
                placement,
                journal,
                engine,
                clock,
                counters.reading(),
                counters::recorded,
                counters::committed,
                signals);
        this.recovery = new RunRecovery(
                journal, engine, position, placement, commits, counters, new LateAnswerTable(dataSource));
    }

    /** Opens the ledger of a run and starts its writer. */
    public static RunLedger open(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, Path journalFile) {
        return open(
                dataSource, json, clock, run, journalFile, false, new EventQueue(), MAX_LAG, ReservedSpace.BYTES, null);
    }

    /**
     * Opens the ledger of a run of which it holds no more than the rows, to {@link RunRecovery#restore restore} the rest: damaged lines of
     * the journal stop nobody.
     */
    public static RunLedger openToRestore(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, Path journalFile) {
        return open(
                dataSource, json, clock, run, journalFile, true, new EventQueue(), MAX_LAG, ReservedSpace.BYTES, null);
    }

    /**
     * Opens the ledger of a run that another process manages, to work on rows which that lends to this one.
     *
     * @param journalFile of this process alone, for answers that cannot be entered
     * @param fence lets this process enter what becomes of those rows
     */
    public static RunLedger openLeased(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journalFile,
            GroupFence fence) {
        return open(
                dataSource,
                json,
                clock,
                run,
                journalFile,
                false,
                new EventQueue(),
                Duration.ZERO,
                ReservedSpace.BYTES,
                fence);
    }

    static RunLedger open(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journalFile,
            boolean restoring,
            EventQueue queue,
            Duration maxLag,
            int reserveBytes,
            @Nullable GroupFence leased) {
        RunLedger ledger = new RunLedger(
                dataSource, json, clock, run, journalFile, restoring, queue, maxLag, reserveBytes, leased);
        if (leased == null) {
            ledger.counters.read();
        } else {
            ledger.counters.beginWithout();
        }
        ledger.commits.start();
        return ledger;
    }

    public RunRecord run() {
        return run;
    }

    public RunSignals signals() {
        return signals;
    }

    /** What this run has spent; read when somebody first wants to know, since a run without a budget begins without. */
    public RunSpending spending() {
        if (!counters.accounts().isRunRead()) {
            commits.whileSettled(counters.accounts()::readRunOnce);
        }
        return counters.accounts().ofRun();
    }

    /** What all runs at the service have spent. */
    public SpendingAccounts accounts() {
        return counters.accounts();
    }

    /** The run's stop that no start ends by itself. */
    public StandingStop standingStop() {
        return standingStop;
    }

    /** The rows that this process has to work on. */
    public RunWork work() {
        return counters.work();
    }

    /** The sums of the run's purchases and reasons. */
    public KeptFigures figures() {
        return counters.figures();
    }

    /** The purchases that have come to their end. */
    public EndedRows ended() {
        return counters.ended();
    }

    /** The rows that this run has lent to workers on other hosts. */
    public LentRows lent() {
        return new LentRows(counters, commits);
    }

    /** The rows that another process's run has lent to this one. */
    public LeasedRows leased() {
        return new LeasedRows(counters);
    }

    /** What an earlier process left. */
    public RunRecovery recovery() {
        return recovery;
    }

    /** The rows that may come back to be submitted. */
    public RedownloadedRows redownloads() {
        return counters.redownloads();
    }

    /**
     * Records the event and waits until it is durable and the tables show it. A row that was to download again what another
     * run had, and that the service has lost, is to be submitted afterwards.
     *
     * @return whether the row was in the state the event names; if not, nothing was recorded
     * @throws LedgerException if the ledger cannot be written
     */
    public boolean apply(LedgerEvent event) {
        return await(write(event, commits::submit));
    }

    /**
     * Does the same as {@link #apply}, but waits for the journal alone where that keeps the event: for rows on their way, of
     * which the next step hears once the tables show them.
     */
    public boolean record(LedgerEvent event) {
        return await(recordLater(event));
    }

    /**
     * Does the same as {@link #record} without waiting.
     *
     * @return true once the event is durable, false if the row was not in the state it names; fails if the ledger cannot be
     *     written. What follows it is done by the ledger's writer: it must be brief, and must not wait for an event
     */
    public CompletableFuture<Boolean> recordLater(LedgerEvent event) {
        return write(event, commits::record);
    }

    private CompletableFuture<Boolean> write(
            LedgerEvent event, Function<LedgerEvent, CompletableFuture<Boolean>> writer) {
        boolean lost = counters.redownloads().isLost(event);
        CompletableFuture<Boolean> ended = writer.apply(event);
        if (!lost) {
            return ended;
        }
        CompletableFuture<Boolean> reopened =
                writer.apply(new LedgerEvent.RowReopened(event.row(), event.attempt(), event.to(), RowState.PENDING));
        return reopened.thenCombine(ended, (again, moved) -> moved);
    }

    /** Waits until the tables show all that was recorded, as far as they still can be written. */
    public void settle() {
        commits.settle();
    }

    /** Records the events, in groups, and waits until all are durable; returns how many moved their row. */
    public int applyAll(List<? extends LedgerEvent> events) {
        List<CompletableFuture<Boolean>> written =
                events.stream().map(commits::submit).toList();
        return (int) written.stream().filter(RunLedger::await).count();
    }

    static boolean await(CompletableFuture<Boolean> written) {
        try {
            return written.join();
        } catch (CompletionException e) {
            throw new LedgerException(FailureText.of(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** Counts the rows in any of these states. */
    public long count(RowState... states) {
        return counters.states().of(Arrays.asList(states));
    }

    /** Counts the rows in each state; states without rows are left out. */
    public Map<RowState, Long> counts() {
        return counters.states().all();
    }

    /** A number that grows with every change; see {@link #awaitChange}. */
    public long version() {
        return counters.states().version();
    }

    /** Waits until something has changed since {@link #version} was {@code seen}, but no longer than {@code most}. */
    public void awaitChange(long seen, Duration most) throws InterruptedException {
        counters.states().awaitChange(seen, most);
    }

    /** Tells what the rows request that this process has staged: of those that are all pending it need not be read. */
    public void staged(StagedModels models) {
        counters.know(models.models());
    }

    /** Counts the rows anew, after they were written past the events. */
    public void recount() {
        commits.whileSettled(counters::read);
    }

    /** Counts the rows anew, after states of theirs were written past the events, and no purchase was. */
    public void recountRows() {
        commits.whileSettled(counters::readRows);
    }

    @Override
    public void close() {
        commits.close();
        journal.close();
    }
}
