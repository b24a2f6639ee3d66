package dev.darkroom.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Takes up the rows that an earlier process left, or that the user wants to be worked on again. */
final class Recovery {

    private static final int PAGE = 1_000;

    private final WorkPages pages;
    private final GroupCommit commits;

    Recovery(WorkPages pages, GroupCommit commits) {
        this.pages = pages;
        this.commits = commits;
    }

    /** Takes up again all rows in a state, and returns them. */
    List<RowKey> reopen(RowState from) {
        return move(from, Reopenings::of);
    }

    /** Takes up again these rows. */
    void reopen(List<WorkPages.Standing> rows) {
        List<CompletableFuture<Boolean>> written =
                rows.stream().map(row -> commits.submit(Reopenings.of(row))).toList();
        written.forEach(RunLedger::await);
    }

    /** Puts rows back that are in doubt only since another run's are: what has become of those is looked up anew. */
    void forgetOthersDoubt() {
        List<CompletableFuture<Boolean>> written = pages.doubtfulSinceAnother().stream()
                .map(row -> commits.submit(new Resolved(row.key(), row.attempt(), null)))
                .toList();
        written.forEach(RunLedger::await);
    }

    /** Puts rows back in doubt that were to be bought again and were not. */
    void doubtAgain() {
        List<CompletableFuture<Boolean>> written =
                pages.reopenedDoubts().stream().map(commits::submit).toList();
        written.forEach(RunLedger::await);
    }

    /** Ends every row that is not sent yet as cancelled by the user. */
    List<RowKey> withdraw() {
        return move(RowState.PENDING, row -> new Withdrawn(row.key(), row.attempt()));
    }

    private List<RowKey> move(RowState from, Function<WorkPages.Standing, LedgerEvent> event) {
        List<RowKey> rows = new ArrayList<>();
        List<WorkPages.Standing> page = pages.standing(from, 0, PAGE);
        while (!page.isEmpty()) {
            List<CompletableFuture<Boolean>> written = new ArrayList<>();
            for (WorkPages.Standing row : page) {
                rows.add(row.key());
                written.add(commits.submit(event.apply(row)));
            }
            written.forEach(RunLedger::await);
            page = pages.standing(from, rows.get(rows.size() - 1).row(), PAGE);
        }
        return rows;
    }
}
