package dev.darkroom.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Enters what the journal knows and the ledger does not: the journal is forced to disk before the ledger commits. Events
 * come in the order they were written, and each moves its row only out of the state it names, so a row is never taken
 * back.
 */
final class JournalReplay {

    private static final int PAGE = 1_000;

    private final PurchaseJournal journal;
    private final GroupCommit commits;
    private final long rows;
    private final boolean passDamage;
    private final List<CompletableFuture<Boolean>> written = new ArrayList<>();
    private int moved;

    /**
     * @param rows how many rows of the run are in the ledger
     * @param passDamage whether lines are missing: what they must have said is entered with the next one of their row
     */
    JournalReplay(PurchaseJournal journal, GroupCommit commits, long rows, boolean passDamage) {
        this.journal = journal;
        this.commits = commits;
        this.rows = rows;
        this.passDamage = passDamage;
    }

    /**
     * Returns how many events the ledger did not know.
     *
     * @throws LedgerException if the journal speaks of a row that is not in the ledger
     */
    int run() {
        journal.unknown(passDamage, this::enter);
        await();
        return moved;
    }

    private void enter(JournalLine line) {
        int row = line.event().row().row();
        if (row > rows) {
            throw new LedgerException("the purchase journal speaks of row " + row + ", but the ledger has only " + rows
                    + " rows of this run: 'resume' enters the others first");
        }
        List<LedgerEvent> events = events(line.event());
        LedgerEvent last = events.get(events.size() - 1);
        for (LedgerEvent event : events) {
            written.add(commits.replay(event, line.at(), event == last ? line.end() : null));
        }
        if (written.size() >= PAGE) {
            await();
        }
    }

    private List<LedgerEvent> events(LedgerEvent event) {
        if (event instanceof Shared shared) {
            return List.of(shared.fromPending(), shared);
        }
        if (passDamage && event instanceof LedgerEvent.Accepted accepted) {
            LedgerEvent resolved = new Resolved(accepted.row(), accepted.attempt(), accepted.requestId());
            return List.of(intent(event), event, resolved);
        }
        if (passDamage && event instanceof LedgerEvent.Lost) {
            return List.of(intent(event), event);
        }
        return List.of(event);
    }

    private static LedgerEvent intent(LedgerEvent answer) {
        return new LedgerEvent.Intended(answer.row(), answer.attempt(), null);
    }

    private void await() {
        written.forEach(event -> moved += RunLedger.await(event) ? 1 : 0);
        written.clear();
    }
}
