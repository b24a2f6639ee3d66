package dev.darkroom.ledger;

import dev.darkroom.io.CountText;
import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.rows.LedgerException;

/**
 * Enters what the journal knows and the ledger does not: the journal is forced to disk before the ledger commits.
 * Events come in the order they were written, and each moves its row only out of the state it names, so a row is never
 * taken back. One that does not fit and says that money was or may have been spent of which the ledger knows nothing is
 * entered all the same; see {@link EventPlacement}.
 */
final class JournalReplay {

    private final PurchaseJournal journal;
    private final ReplayedEvents events;
    private final long rows;

    /** @param rows how many rows of the run are in the ledger */
    JournalReplay(PurchaseJournal journal, GroupCommit commits, long rows) {
        this.journal = journal;
        this.events = new ReplayedEvents(commits);
        this.rows = rows;
    }

    /**
     * Returns how many events the ledger did not know.
     *
     * @throws LedgerException if the journal speaks of a row that is not in the ledger
     */
    int run() {
        journal.unknown(false, this::enter);
        return events.finish();
    }

    private void enter(JournalLine line) {
        int row = line.event().row().row();
        if (row > rows) {
            throw new LedgerException("the purchase journal speaks of row " + row + ", but the ledger has only "
                    + CountText.of(rows, "row") + " of this run: 'resume' enters the others first");
        }
        events.add(line);
    }
}
