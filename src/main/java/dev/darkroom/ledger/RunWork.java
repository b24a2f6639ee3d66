package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this process has to do: the rows of the run, or those that its work is limited to. Thread-safe. */
public final class RunWork {

    private final int run;
    private final WorkPages pages;
    private final StateCounts counts;
    private final StoredRedownloads redownloads;
    private volatile @Nullable RowSelection selection;

    RunWork(int run, WorkPages pages, StateCounts counts, StoredRedownloads redownloads) {
        this.run = run;
        this.pages = pages;
        this.counts = counts;
        this.redownloads = redownloads;
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

    /** Counts those in the state. */
    public long left(RowState state) {
        RowSelection only = selection;
        return only == null ? counts.of(Set.of(state)) : only.count(state);
    }

    /** Those of the rows that are this process's work. */
    public List<UnpurchasedRow> ours(List<UnpurchasedRow> rows) {
        RowSelection only = selection;
        return only == null
                ? rows
                : rows.stream().filter(row -> only.has(row.key())).toList();
    }

    /** The pending rows, by model. */
    public List<PendingModel> pendingModels() {
        return pages.pendingModels(selection);
    }

    /** The rows to submit, by model, if the service had lost all that is to be downloaded again. */
    public List<PendingModel> redownloadedModels() {
        return selection == null ? redownloads.models() : List.of();
    }

    void limitTo(List<RowKey> rows) {
        selection = new RowSelection(run, rows);
    }

    void moved(List<LedgerEvent> events) {
        RowSelection only = selection;
        if (only != null) {
            only.moved(events);
        }
    }

    /** Reads anew where the rows stand. */
    void locate() {
        RowSelection only = selection;
        if (only != null) {
            pages.locate(only);
        }
    }
}
