package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Knows the rows of a run that are not submitted before it is known whether something serves them that earlier runs
 * purchased, and what there is to submit apart from them. In memory alone: in the ledger they are pending, so that a start
 * after a kill finds out anew. Thread-safe.
 */
public final class HeldRows {

    private final int run;
    private final Runnable wake;
    private final BitSet rows = new BitSet();
    private final Map<String, PendingModel> sure = new TreeMap<>();
    private final Map<String, PendingModel> possible = new TreeMap<>();
    private int held;
    private boolean ended;

    /** @param wake wakes who waits for rows that are held no more */
    public HeldRows(int run, Runnable wake) {
        this.run = run;
        this.wake = wake;
    }

    /** Holds rows that something may serve. */
    public synchronized void hold(List<UnpurchasedRow> some) {
        for (UnpurchasedRow row : some) {
            if (!rows.get(row.key().row())) {
                rows.set(row.key().row());
                held++;
                add(possible, model(row));
            }
        }
    }

    /** Tells that nothing serves these rows, whether they were held or not: they are to be submitted. */
    public void unserved(List<UnpurchasedRow> some) {
        synchronized (this) {
            some.forEach(row -> {
                forget(row);
                add(sure, model(row));
            });
        }
        wake.run();
    }

    /** Tells that something serves these rows, which have left the state in which they wait to be submitted. */
    public void served(List<UnpurchasedRow> some) {
        synchronized (this) {
            some.forEach(this::forget);
        }
        wake.run();
    }

    /** Tells that nothing is found out any more: what is held now stays for a later start. */
    public void end() {
        synchronized (this) {
            ended = true;
            possible.clear();
        }
        wake.run();
    }

    /** Counts the rows of which it will yet be known; whatever they become is recorded before they count no more. */
    public synchronized int count() {
        return ended ? 0 : held;
    }

    /** Returns whether a row, by its number, is held. */
    public synchronized boolean has(int row) {
        return rows.get(row);
    }

    /**
     * The next ones, in manifest order.
     *
     * @param after the row number to start behind
     */
    public synchronized List<RowKey> after(int after, int most) {
        List<RowKey> next = new ArrayList<>();
        for (int row = rows.nextSetBit(after + 1); row >= 0 && next.size() < most; row = rows.nextSetBit(row + 1)) {
            next.add(new RowKey(run, row));
        }
        return next;
    }

    /** What there is to submit, as far as it is known by now. */
    public synchronized PurchaseDemand demand() {
        return new PurchaseDemand(List.copyOf(sure.values()), List.copyOf(possible.values()));
    }

    private void forget(UnpurchasedRow row) {
        if (rows.get(row.key().row())) {
            rows.clear(row.key().row());
            held--;
            if (!ended) {
                add(possible, new PendingModel(row.model(), -1, -row.outputs()));
            }
        }
    }

    private static PendingModel model(UnpurchasedRow row) {
        return new PendingModel(row.model(), 1, row.outputs());
    }

    private static void add(Map<String, PendingModel> models, PendingModel some) {
        models.compute(some.model(), (model, sum) -> {
            PendingModel both = sum == null ? some : sum.and(some);
            return both.rows() == 0 ? null : both;
        });
    }
}
