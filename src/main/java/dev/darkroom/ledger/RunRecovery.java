package dev.darkroom.ledger;

import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.placement.PlacementTables;
import dev.darkroom.ledger.placement.RestoredEvents;
import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Resumes the rows that an earlier process left, or that the user wants to be worked on again. */
public final class RunRecovery {

    private static final int PAGE = 1_000;

    private final PurchaseJournal journal;
    private final LedgerEngine engine;
    private final JournalPosition position;
    private final EventPlacement placement;
    private final GroupCommit commits;
    private final RunCounters counters;
    private final LateAnswerTable lateAnswers;

    RunRecovery(
            PurchaseJournal journal,
            LedgerEngine engine,
            JournalPosition position,
            EventPlacement placement,
            GroupCommit commits,
            RunCounters counters,
            LateAnswerTable lateAnswers) {
        this.journal = journal;
        this.engine = engine;
        this.position = position;
        this.placement = placement;
        this.commits = commits;
        this.counters = counters;
        this.lateAnswers = lateAnswers;
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
        doubtAgain();
        reopen(RowState.TIMED_OUT);
        reopen(RowState.DOWNLOAD_FAILED);
        enter(counters.lostAtService(), ReopenEvents::of);
        enter(counters.pages().sharedDoubts(), doubt -> doubt);
        return lost;
    }

    /**
     * Moves the rows in a copy of the ledger that {@link #recover()} lets be submitted, or keeps from it, so that a plan
     * counts them as the next start does. The journal is neither read nor written.
     */
    public static void foresee(DataSource copy, JsonMapper json, InstantSource clock, RunRecord run) {
        WorkPages pages = new WorkPages(copy, json, run.number());
        StoredRedownloads redownloads = new StoredRedownloads(JdbcClient.create(copy), run.number());
        EventTables tables = new EventTables(new JdbcTemplate(copy), json);
        Consumer<LedgerEvent> move = event -> {
            if (tables.move(event, clock.instant())) {
                event.record(tables, clock.instant());
            }
        };
        pages.reopenedDoubts().forEach(move);
        redownloads.lost().stream().map(ReopenEvents::of).forEach(move);
        pages.sharedDoubts().forEach(move);
    }

    /**
     * Enters into a copy of the ledger what a run's journal is ahead of it, as the next start does. The journal is only read.
     *
     * @throws IOException if it cannot be read
     */
    public static void foreseeReplay(DataSource copy, JsonMapper json, RunRecord run, Path journalFile)
            throws IOException {
        JdbcTemplate jdbc = new JdbcTemplate(copy);
        JournalPosition position = new JournalPosition(jdbc, run.number());
        Long known = position.read();
        if (known == null) {
            return;
        }
        EventTables tables = new EventTables(jdbc, json);
        EventPlacement placement = new EventPlacement(new PlacementTables(jdbc, json), tables, false);
        BiConsumer<LedgerEvent, Instant> enter = (event, at) -> {
            if (tables.move(event, at)) {
                event.record(tables, at);
            } else {
                placement.place(event, at);
            }
        };
        position.write(PurchaseJournal.readFrom(journalFile, new JournalFormat(run.number()), known, line -> {
            if (line.event() instanceof PictureShared shared) {
                enter.accept(shared.fromPending(), line.at());
            }
            enter.accept(line.event(), line.at());
        }));
    }

    /**
     * Resumes as {@link #recover()} does, but only the rows that ended in these states, and limits all further work of
     * this process to them.
     */
    public int recoverOnly(Set<RowState> ended) {
        int lost = catchUp();
        doubtAgain();
        List<RowKey> reopened = new ArrayList<>();
        for (RowState state : ended) {
            reopened.addAll(reopen(state));
        }
        counters.work().limitTo(reopened);
        counters.redownloads().buyNone();
        counters.read();
        return lost;
    }

    /**
     * Resumes as {@link #recover()} does, or where states are given as {@link #recoverOnly}, but no more than some rows, and
     * limits all further work of this process to them.
     *
     * @param chosen finds the numbers of these rows, as they stand when all is entered that the ledger had lost
     */
    public int recoverChosen(Set<RowState> ended, Supplier<BitSet> chosen) {
        int lost = catchUp();
        doubtAgain();
        BitSet rows = chosen.get();
        Set<RowState> reopened = ended.isEmpty() ? Set.of(RowState.TIMED_OUT, RowState.DOWNLOAD_FAILED) : ended;
        List<RowKey> work = new ArrayList<>();
        for (RowState state : reopened) {
            work.addAll(move(state, row -> rows.get(row.row()), ReopenEvents::of));
        }
        if (ended.isEmpty()) {
            enter(
                    counters.pages().sharedDoubts().stream()
                            .filter(doubt -> rows.get(doubt.row().row()))
                            .toList(),
                    doubt -> doubt);
            work = rows.stream()
                    .mapToObj(row -> new RowKey(counters.run(), row))
                    .toList();
        }
        counters.work().limitTo(work);
        counters.redownloads().buyNone();
        counters.read();
        return lost;
    }

    /** Enters what the journal knows and the ledger lost; submits in flight when the process died become unknown. */
    public int catchUp() {
        int lost = replay();
        reopen(RowState.SUBMITTING);
        return lost;
    }

    /** Enters what the journal knows and the ledger lost, and does nothing about rows in flight; returns how many events. */
    int replay() {
        int lost = new JournalReplay(journal, commits, rows()).run();
        if (engine.isDurable()) {
            if (journal.length() > 0) {
                journal.clear();
            }
            lost += enterLateAnswers();
        }
        if (placement.placed() > 0) {
            counters.read();
        }
        return lost;
    }

    /** Enters what workers of an earlier start had handed in; returns how many events. */
    private int enterLateAnswers() {
        int entered = 0;
        for (LateAnswerTable.LateAnswers late : lateAnswers.ofRun(counters.run())) {
            late.lines().stream()
                    .map(line -> commits.replay(line.event(), line.at(), null))
                    .toList()
                    .forEach(RunLedger::await);
            lateAnswers.forget(late);
            entered += late.lines().size();
        }
        return entered;
    }

    /**
     * Enters all that can still be read in the journal into a ledger that holds no more of the run than its rows;
     * submits without an answer become unknown.
     */
    public RestoredEvents restore() {
        RestoredEvents restored = new JournalRestoration(journal, commits, placement, rows()).run();
        counters.read();
        reopen(RowState.SUBMITTING);
        // Lines of which nothing can be read end no event that would tell how far the ledger has got.
        position.write(journal.length());
        return restored;
    }

    private long rows() {
        return counters.states().of(Arrays.asList(RowState.values()));
    }

    /**
     * Ends rows without a picture that succeeded and whose files are gone, so that every start fetches them again. A row of
     * which it is not known where its outputs are stays as it is.
     *
     * @param why they have none
     * @return how many rows
     */
    public int endWithoutFiles(List<RowKey> rows, RowReason why) {
        int ended = 0;
        for (int from = 0; from < rows.size(); from += PAGE) {
            List<RowKey> page = rows.subList(from, Math.min(rows.size(), from + PAGE));
            List<LedgerEvent.DownloadFailed> failed = counters.pages().fetchable(page, why);
            enter(failed, row -> new LedgerEvent.RowReopened(row.row(), row.attempt(), RowState.SUCCEEDED, row.from()));
            enter(failed, row -> row);
            ended += failed.size();
        }
        return ended;
    }

    /** Puts rows back in doubt that this process was to submit again and did not. */
    public void doubtAgain() {
        enter(counters.pages().reopenedDoubts(), doubt -> doubt);
    }

    /** Ends every row that is not sent yet as cancelled by the user; returns how many. */
    public int withdraw() {
        counters.redownloads().buyNone();
        return move(RowState.PENDING, row -> new CancelledUnsent(row.key(), row.attempt()))
                .size();
    }

    /** Resumes all rows in a state, and returns them. */
    private List<RowKey> reopen(RowState from) {
        return move(from, ReopenEvents::of);
    }

    private List<RowKey> move(RowState from, Function<WorkPages.RowPosition, LedgerEvent> event) {
        return move(from, row -> true, event);
    }

    private List<RowKey> move(
            RowState from, Predicate<RowKey> meant, Function<WorkPages.RowPosition, LedgerEvent> event) {
        List<RowKey> rows = new ArrayList<>();
        List<WorkPages.RowPosition> page = counters.pages().standing(from, 0, PAGE);
        while (!page.isEmpty()) {
            List<WorkPages.RowPosition> moved =
                    page.stream().filter(row -> meant.test(row.key())).toList();
            enter(moved, event);
            moved.forEach(row -> rows.add(row.key()));
            page = counters.pages()
                    .standing(from, page.get(page.size() - 1).key().row(), PAGE);
        }
        return rows;
    }

    private <T> void enter(List<T> rows, Function<T, LedgerEvent> event) {
        List<CompletableFuture<Boolean>> written =
                rows.stream().map(row -> commits.submit(event.apply(row))).toList();
        written.forEach(RunLedger::await);
    }
}
