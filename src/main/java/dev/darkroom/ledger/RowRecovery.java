package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnknownResolved;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Resumes the rows that an earlier process left, or that the user wants to be worked on again. */
final class RowRecovery {

    private static final int PAGE = 1_000;

    private final WorkPages pages;
    private final GroupCommit commits;

    RowRecovery(WorkPages pages, GroupCommit commits) {
        this.pages = pages;
        this.commits = commits;
    }

    /** Resumes all rows in a state, and returns them. */
    List<RowKey> reopen(RowState from) {
        return move(from, ReopenEvents::of);
    }

    /** Resumes these rows. */
    void reopen(List<WorkPages.RowPosition> rows) {
        List<CompletableFuture<Boolean>> written =
                rows.stream().map(row -> commits.submit(ReopenEvents.of(row))).toList();
        written.forEach(RunLedger::await);
    }

    /** Puts rows back that are in doubt only since another run's are: what has become of those is queried anew. */
    void forgetOthersDoubt() {
        List<CompletableFuture<Boolean>> written = pages.doubtfulSinceAnother().stream()
                .map(row -> commits.submit(new UnknownResolved(row.key(), row.attempt(), null)))
                .toList();
        written.forEach(RunLedger::await);
    }

    /** Puts rows back in doubt that were to be submitted again and were not. */
    void doubtAgain() {
        List<CompletableFuture<Boolean>> written =
                pages.reopenedDoubts().stream().map(commits::submit).toList();
        written.forEach(RunLedger::await);
    }

    /** Ends every row that is not sent yet as cancelled by the user. */
    List<RowKey> withdraw() {
        return move(RowState.PENDING, row -> new CancelledUnsent(row.key(), row.attempt()));
    }

    private List<RowKey> move(RowState from, Function<WorkPages.RowPosition, LedgerEvent> event) {
        List<RowKey> rows = new ArrayList<>();
        List<WorkPages.RowPosition> page = pages.standing(from, 0, PAGE);
        while (!page.isEmpty()) {
            List<CompletableFuture<Boolean>> written = new ArrayList<>();
            for (WorkPages.RowPosition row : page) {
                rows.add(row.key());
                written.add(commits.submit(event.apply(row)));
            }
            written.forEach(RunLedger::await);
            page = pages.standing(from, rows.get(rows.size() - 1).row(), PAGE);
        }
        return rows;
    }
}
