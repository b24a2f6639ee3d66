package dev.darkroom.ledger;

import dev.darkroom.ledger.figures.HeldRows;
import dev.darkroom.ledger.figures.RowOrder;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.rows.UncostedRow;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process has to do: the rows of the run, or those that its work is limited to. What is taken here is the
 * taker's, and comes again only once the row has come back into the state. Thread-safe.
 */
public final class RunWork {

    private final int run;
    private final WorkPages pages;
    private final StateCounts counts;
    private final StoredRedownloads redownloads;
    private final Supplier<List<PendingModel>> allPendingModels;
    private final Consumer<List<PendingRow>> taken;
    private final RowKey last;
    private final HeldRows held;
    private final WaitingRows pending;
    private final WaitingRows submitted;
    private final WaitingRows completed;
    private final RowSelection lent;
    private volatile @Nullable RowSelection selection;

    /**
     * @param allPendingModels reads the pending rows of the whole run, by model
     * @param taken is told the rows that are about to leave the state in which they wait to be submitted
     */
    RunWork(
            int run,
            WorkPages pages,
            StateCounts counts,
            StoredRedownloads redownloads,
            Supplier<List<PendingModel>> allPendingModels,
            Lock committing,
            Consumer<List<PendingRow>> taken) {
        this.run = run;
        this.pages = pages;
        this.counts = counts;
        this.redownloads = redownloads;
        this.allPendingModels = allPendingModels;
        this.taken = taken;
        this.last = new RowKey(run, Integer.MAX_VALUE);
        this.lent = new RowSelection(run, List.of());
        this.held = new HeldRows(run, counts::wake);
        this.pending = waiting(RowState.PENDING, committing, held::has);
        this.submitted = waiting(RowState.SUBMITTED, committing, row -> false);
        this.completed = waiting(RowState.COMPLETED, committing, row -> false);
    }

    private WaitingRows waiting(RowState state, Lock committing, IntPredicate isHeld) {
        return new WaitingRows(run, state, pages, committing, this::isOurs, isHeld);
    }

    /** Has rows submitted in another order than the manifest's. */
    public void order(RowOrder order) {
        pending.order(order);
    }

    /** Returns the rank of a row in the order in which rows are submitted. */
    public int rank(RowKey row) {
        return pending.rank(row);
    }

    /** Takes rows to be submitted, in their order. */
    public List<PendingRow> takePending(int most) {
        return takePending(most, last);
    }

    /** Takes those of them that come before a row that was taken. */
    public List<PendingRow> takePendingBefore(RowKey row, int most) {
        return pending.hasBefore(row) ? takePending(most, row) : List.of();
    }

    private List<PendingRow> takePending(int most, RowKey end) {
        List<PendingRow> rows = new ArrayList<>(pages.pending(pending.take(most, end)));
        rows.sort(Comparator.comparingInt(row -> pending.rank(row.key())));
        taken.accept(rows);
        return rows;
    }

    /** Gives a row back that was taken to be submitted, and for which nothing was recorded. */
    public void giveBack(RowKey row) {
        pending.giveBack(row);
    }

    /** The rows that are not taken to be submitted before it is known whether something serves them. */
    public HeldRows held() {
        return held;
    }

    /** Holds rows that something may serve, before any is taken to be submitted. */
    public void hold(List<UnpurchasedRow> rows) {
        held.hold(rows);
        rows.forEach(row -> pending.withhold(row.key()));
    }

    /** Lets rows be taken to be submitted which nothing serves, whether they were held or not. */
    public void release(List<UnpurchasedRow> rows) {
        // First, since who reads the waiting rows leaves those out that are held, and a row must not be set twice.
        rows.stream().filter(row -> held.has(row.key().row())).forEach(row -> pending.giveBack(row.key()));
        held.unserved(rows);
    }

    /** Tells what rows request that are about to be served without being submitted. */
    public void serving(List<UnpurchasedRow> rows) {
        taken.accept(rows.stream().map(UnpurchasedRow::asPending).toList());
    }

    /** Takes rows at the service, in manifest order. */
    public List<SubmittedRow> takeSubmitted(int most) {
        return pages.submitted(submitted.take(most, last));
    }

    /** Takes rows whose outputs are to be downloaded, in manifest order. */
    public List<CompletedRow> takeCompleted(int most) {
        return pages.completed(completed.take(most, last));
    }

    /**
     * Rows of the run whose request brought outputs without naming its cost, in manifest order.
     *
     * @param after the row number to start behind
     */
    public List<UncostedRow> uncosted(int after, int most) {
        return pages.uncosted(after, most);
    }

    /** Counts those in the state, taken or not, but none that is lent. */
    public long left(RowState state) {
        RowSelection only = selection;
        long all = only == null ? counts.of(Set.of(state)) : only.count(state);
        return all - lent.count(state);
    }

    /** Those of the rows that are this process's work. */
    public List<UnpurchasedRow> ours(List<UnpurchasedRow> rows) {
        return rows.stream().filter(row -> isOurs(row.key().row())).toList();
    }

    private boolean isOurs(int row) {
        RowSelection only = selection;
        return (only == null || only.has(row)) && !lent.has(row);
    }

    /** The pending rows, by model. */
    public List<PendingModel> pendingModels() {
        RowSelection only = selection;
        return only == null ? allPendingModels.get() : pages.pendingModels(only);
    }

    /** The rows to submit, by model, if the service had lost all that is to be downloaded again. */
    public List<PendingModel> redownloadedModels() {
        return selection == null ? redownloads.models() : List.of();
    }

    void limitTo(List<RowKey> rows) {
        selection = new RowSelection(run, rows);
    }

    /** Begins with no rows at all: those that this process works on are lent to it. */
    void beginWithout() {
        selection = new RowSelection(run, List.of());
        pending.beginEmpty();
        submitted.beginEmpty();
        completed.beginEmpty();
    }

    /** Lends rows that were taken to be submitted. */
    void lend(BitSet rows) {
        lent.add(rows);
        rows.stream().forEach(row -> lent.stands(row, RowState.PENDING));
    }

    /** Returns whether any rows are lent. */
    boolean lends() {
        return !lent.isEmpty();
    }

    /** Takes rows up that others worked on; returns where they stand. No event is entered meanwhile. */
    List<WorkPages.RowPosition> takeBack(BitSet rows) {
        lent.remove(rows);
        return hand(pages.positions(rows));
    }

    /** Takes rows up that are lent to this process, and of which nobody knew here. No event is entered meanwhile. */
    void receive(BitSet rows) {
        RowSelection mine = selection();
        mine.add(rows);
        List<WorkPages.RowPosition> positions = pages.positions(rows);
        positions.forEach(position -> mine.stands(position.key().row(), position.state()));
        hand(positions);
    }

    private List<WorkPages.RowPosition> hand(List<WorkPages.RowPosition> positions) {
        for (WorkPages.RowPosition position : positions) {
            int row = position.key().row();
            if (isOurs(row)) {
                switch (position.state()) {
                    case PENDING -> pending.receive(row);
                    case SUBMITTED -> submitted.receive(row);
                    case COMPLETED -> completed.receive(row);
                    default -> {}
                }
            }
        }
        counts.wake();
        return positions;
    }

    /** Takes rows up that were moved past the events. No event is entered meanwhile. */
    void placed(BitSet rows) {
        hand(pages.positions(rows));
    }

    /** Forgets rows that were lent to this process. */
    void giveUp(BitSet rows) {
        selection().remove(rows);
    }

    /** Counts those of some rows that are lent to this process which are in any of the states. */
    long count(BitSet among, Set<RowState> states) {
        return selection().count(among, states);
    }

    private RowSelection selection() {
        RowSelection only = selection;
        if (only == null) {
            throw new IllegalStateException("no rows are lent to this process, which has them all");
        }
        return only;
    }

    /** Counts events that are durable. */
    void recorded(List<LedgerEvent> events) {
        RowSelection only = selection;
        if (only != null) {
            only.moved(events);
        }
        lent.moved(events);
    }

    /** Hands on the rows of recorded events, which the tables show by now. */
    void committed(List<LedgerEvent> events) {
        pending.moved(events);
        submitted.moved(events);
        completed.moved(events);
    }

    /** Reads anew where the rows stand. */
    void read() {
        RowSelection only = selection;
        if (only != null) {
            pages.locate(only);
        }
        pending.forget();
        submitted.forget();
        completed.forget();
    }
}
