package dev.darkroom.ledger;

import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.JournalRewrite;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.placement.PlacementTables;
import dev.darkroom.ledger.placement.RestoredEvents;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.rows.UncostedRow;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger of one run, and all that its steps share. Every event is durable, in the journal and in the ledger, when
 * {@link #apply} returns. Thread-safe; closing it writes the events that were submitted to it.
 */
public final class RunLedger implements AutoCloseable {

    private final RunRecord run;
    private final JdbcClient jdbc;
    private final WorkPages pages;
    private final JournalPosition position;
    private final PurchaseJournal journal;
    private final GroupCommit commits;
    private final RowRecovery recovery;
    private final EventPlacement placement;
    private final StateCounts counts = new StateCounts();
    private final RunSpending spending = new RunSpending();
    private final DearestCosts dearestCosts = new DearestCosts();
    private final List<ServiceSpending> periods = new CopyOnWriteArrayList<>();
    private final RedownloadedRows refetched = new RedownloadedRows();
    private final StoredRedownloads storedRefetches;
    private final EndedRows ended = new EndedRows();
    private final StandingStop standingStop;
    private final RunSignals signals;
    private volatile @Nullable RowSelection selection;

    private RunLedger(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journalFile,
            boolean restoring,
            EventQueue queue,
            int reserveBytes) {
        this.run = run;
        this.jdbc = JdbcClient.create(dataSource);
        this.pages = new WorkPages(dataSource, json, run.number());
        this.standingStop = new StandingStop(journalFile, json, clock);
        this.signals =
                new RunSignals(counts::wake, journalFile.resolveSibling("").toAbsolutePath(), standingStop);
        JdbcTemplate writing = new JdbcTemplate(dataSource);
        this.position = new JournalPosition(writing, run.number());
        this.journal = openJournal(journalFile, writing, json, restoring, reserveBytes);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        EventTables tables = new EventTables(writing, json);
        this.placement = new EventPlacement(new PlacementTables(writing, json), tables, restoring);
        this.commits = new GroupCommit(
                queue, transaction, tables, placement, journal, position, clock, this::committed, signals);
        this.storedRefetches = new StoredRedownloads(jdbc, run.number());
        this.recovery = new RowRecovery(pages, commits);
    }

    private PurchaseJournal openJournal(
            Path file, JdbcTemplate writing, JsonMapper json, boolean restoring, int reserveBytes) {
        Long known = position.read();
        JournalFormat format = new JournalFormat(run.number());
        PurchaseJournal opened = PurchaseJournal.open(file, format, known, restoring, reserveBytes);
        if (!restoring && opened.mayBeRewritten()) {
            opened.close();
            long length = new JournalRewrite(writing, json, format, run.number()).run(file, position);
            return PurchaseJournal.open(file, format, length, false, reserveBytes);
        }
        if (known == null || known > opened.known()) {
            position.write(opened.known());
        }
        return opened;
    }

    /** Opens the ledger of a run and starts its writer. */
    public static RunLedger open(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, Path journalFile) {
        return open(dataSource, json, clock, run, journalFile, false, new EventQueue(), ReservedSpace.BYTES);
    }

    /**
     * Opens the ledger of a run of which it holds no more than the rows, to {@link #restore} the rest: damaged lines of
     * the journal stop nobody.
     */
    public static RunLedger openToRestore(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, Path journalFile) {
        return open(dataSource, json, clock, run, journalFile, true, new EventQueue(), ReservedSpace.BYTES);
    }

    static RunLedger open(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journalFile,
            boolean restoring,
            EventQueue queue,
            int reserveBytes) {
        RunLedger ledger = new RunLedger(dataSource, json, clock, run, journalFile, restoring, queue, reserveBytes);
        ledger.recount();
        ledger.commits.start();
        return ledger;
    }

    private void committed(List<LedgerEvent> events) {
        spending.moved(events);
        periods.forEach(period -> period.spending().moved(events));
        RowSelection only = selection;
        if (only != null) {
            only.moved(events);
        }
        ended.moved(events, refetched::isLost);
        counts.moved(events);
        // Last: whoever sees that no row may come back sees the rows that came back.
        refetched.moved(events);
    }

    public RunRecord run() {
        return run;
    }

    public RunSignals signals() {
        return signals;
    }

    public RunSpending spending() {
        return spending;
    }

    /** The dearest costs seen, of late and by this process. */
    public DearestCosts dearestCosts() {
        return dearestCosts;
    }

    /** Reads what outputs of a model cost of late, in all runs at the run's service. */
    public void readDearestCost(String model) {
        dearestCosts.learn(model, 1, DearestCosts.stored(jdbc, run.service(), model));
    }

    /** The run's stop that no start ends by itself. */
    public StandingStop standingStop() {
        return standingStop;
    }

    /**
     * Tells a listener of each purchase that comes to its end from now on. It is called by the one thread that commits,
     * and must be quick.
     */
    public void onEnded(Consumer<EndedRow> listener) {
        ended.listen(listener);
    }

    /** The purchases of the manifest's first rows that have ended, or are in doubt, in manifest order. */
    public List<EndedRow> firstEnded(int most) {
        return pages.firstEnded(most);
    }

    /** The purchases that ended last, no earlier than a time if one is given; the last one comes last. */
    public List<EndedRow> lastEnded(int most, @Nullable Instant from) {
        return pages.lastEnded(most, from);
    }

    /**
     * Counts what all runs at the run's service have spent since a time, with the estimates of all that is on its way or
     * in doubt; kept up with every commit. To be called before the first row moves.
     */
    public RunSpending spendingSince(Instant start) {
        ServiceSpending counted = new ServiceSpending(start, new RunSpending(false));
        counted.read(jdbc, run);
        periods.add(counted);
        return counted.spending();
    }

    /** Counts what is submitted from now on likewise. */
    public RunSpending spendingFromNowOn(Instant start) {
        ServiceSpending counted = new ServiceSpending(start, new RunSpending(false));
        periods.add(counted);
        return counted.spending();
    }

    /** Gives back what was reserved for a row that was not submitted after all. */
    public void releaseReserved(RowKey row) {
        spending.release(row);
        periods.forEach(period -> period.spending().release(row));
    }

    /** The rows that may come back to be submitted. */
    public RedownloadedRows refetched() {
        return refetched;
    }

    /**
     * Records the event and waits until it is durable. A row that was to download again what another run had, and that
     * the service has lost, is to be submitted afterwards.
     *
     * @return whether the row was in the state the event names; if not, nothing was recorded
     * @throws LedgerException if the ledger cannot be written
     */
    public boolean apply(LedgerEvent event) {
        boolean lost = refetched.isLost(event);
        CompletableFuture<Boolean> ended = commits.submit(event);
        if (lost) {
            await(commits.submit(
                    new LedgerEvent.RowReopened(event.row(), event.attempt(), event.to(), RowState.PENDING)));
        }
        return await(ended);
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
            throw new LedgerException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    /** Rows to be submitted, in manifest order, without those in flight. */
    public List<PendingRow> pending(Set<RowKey> inFlight, int most) {
        return pages.pending(selection, inFlight, most);
    }

    /** Rows at the service, in manifest order, without those in flight. */
    public List<SubmittedRow> submitted(Set<RowKey> inFlight, int most) {
        return pages.submitted(selection, inFlight, most);
    }

    /** Rows whose outputs are to be downloaded, in manifest order, without those in flight. */
    public List<CompletedRow> completed(Set<RowKey> inFlight, int most) {
        return pages.completed(selection, inFlight, most);
    }

    /**
     * Rows whose request brought outputs without naming its cost, in manifest order.
     *
     * @param after the row number to start behind
     */
    public List<UncostedRow> uncosted(int after, int most) {
        return pages.uncosted(after, most);
    }

    /** Counts the rows in any of these states. */
    public long count(RowState... states) {
        return counts.of(Arrays.asList(states));
    }

    /** Counts the rows in the state that are this process's work: all, unless its work is limited to some. */
    public long left(RowState state) {
        RowSelection only = selection;
        return only == null ? count(state) : only.count(state);
    }

    /** Those of the rows that are this process's work: all, unless its work is limited to some. */
    public List<UnpurchasedRow> ours(List<UnpurchasedRow> rows) {
        RowSelection only = selection;
        return only == null
                ? rows
                : rows.stream().filter(row -> only.has(row.key())).toList();
    }

    /** Counts the rows in each state; states without rows are left out. */
    public Map<RowState, Long> counts() {
        return counts.all();
    }

    /** A number that grows with every change; see {@link #awaitChange}. */
    public long version() {
        return counts.version();
    }

    /** Waits until something has changed since {@link #version} was {@code seen}, but no longer than {@code most}. */
    public void awaitChange(long seen, Duration most) throws InterruptedException {
        counts.awaitChange(seen, most);
    }

    /** The pending rows, by model. */
    public List<PendingModel> pendingModels() {
        return pages.pendingModels(null);
    }

    /** The rows to submit, by model, if the service had lost all that is to be downloaded again. */
    public List<PendingModel> refetchedModels() {
        return selection == null ? storedRefetches.models() : List.of();
    }

    /** The pending rows that are this process's work, by model. */
    public List<PendingModel> modelsToSubmit() {
        return pages.pendingModels(selection);
    }

    /** Counts the purchases that were made, or may have been. */
    public long purchases() {
        return jdbc.sql("select count(*) from purchase where row_key > ? and row_key <= ?"
                        + " and (request_id is not null or state in (?, ?))")
                .params(
                        RowKey.firstOf(run.number()),
                        RowKey.lastOf(run.number()),
                        RowState.UNKNOWN.code(),
                        RowState.SUCCEEDED.code())
                .query(Long.class)
                .single();
    }

    /**
     * Resumes what an earlier process left, once all rows are staged: what the journal knows and the ledger lost is
     * entered; submits whose answer the process did not live to see become unknown; what timed out is polled again and
     * what was not downloaded is downloaded again, since both are paid for; what was to be downloaded again and is lost
     * at the service is to be submitted; what is in doubt only since another run's equal row is, is queried anew.
     *
     * @return how many events the ledger had lost
     */
    public int recover() {
        int lost = catchUp();
        recovery.doubtAgain();
        recovery.reopen(RowState.TIMED_OUT);
        recovery.reopen(RowState.DOWNLOAD_FAILED);
        recovery.reopen(storedRefetches.lost());
        recovery.forgetOthersDoubt();
        return lost;
    }

    /**
     * Resumes as {@link #recover()} does, but only the rows that ended in these states, and limits all further work of
     * this process to them.
     */
    public int recoverOnly(Set<RowState> ended) {
        int lost = catchUp();
        recovery.doubtAgain();
        List<RowKey> reopened = new ArrayList<>();
        for (RowState state : ended) {
            reopened.addAll(recovery.reopen(state));
        }
        selection = new RowSelection(run.number(), reopened);
        refetched.buyNone();
        recount();
        return lost;
    }

    /** Enters what the journal knows and the ledger lost; submits in flight when the process died become unknown. */
    public int catchUp() {
        int lost = new JournalReplay(journal, commits, count(RowState.values())).run();
        if (placement.placed() > 0) {
            recount();
        }
        recovery.reopen(RowState.SUBMITTING);
        return lost;
    }

    /**
     * Enters all that can still be read in the journal into a ledger that holds no more of the run than its rows;
     * submits without an answer become unknown.
     */
    public RestoredEvents restore() {
        RestoredEvents restored = new JournalRestoration(journal, commits, placement, count(RowState.values())).run();
        recount();
        recovery.reopen(RowState.SUBMITTING);
        // Lines of which nothing can be read end no event that would tell how far the ledger has got.
        position.write(journal.length());
        return restored;
    }

    /** Puts rows back in doubt that this process was to submit again and did not. */
    public void doubtAgain() {
        recovery.doubtAgain();
    }

    /** Ends every row that is not sent yet as cancelled by the user; returns how many. */
    public int withdraw() {
        refetched.buyNone();
        return recovery.withdraw().size();
    }

    /** Counts the rows anew, after they were written past the events. */
    public void recount() {
        Map<RowState, Long> stored = new EnumMap<>(RowState.class);
        jdbc.sql("select state, count(*) n from row_state where row_key > ? and row_key <= ? group by state")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(row -> {
                    stored.put(RowState.of(row.getInt("state")), row.getLong("n"));
                });
        counts.reset(stored);
        RowSelection only = selection;
        if (only != null) {
            pages.locate(only);
        }
        StoredSpending purchases = new StoredSpending(jdbc, run);
        spending.reset(purchases.counted(), purchases.open());
        periods.forEach(period -> period.read(jdbc, run));
        refetched.reset(storedRefetches.open());
    }

    @Override
    public void close() {
        commits.close();
        journal.close();
    }
}
