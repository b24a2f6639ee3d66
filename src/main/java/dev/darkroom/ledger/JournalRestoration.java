package dev.darkroom.ledger;

import dev.darkroom.io.CountText;
import dev.darkroom.ledger.journal.JournalDamage;
import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.placement.RestoredEvents;
import dev.darkroom.ledger.rows.LedgerException;

/**
 * Restores what became of a run's rows from its journal alone, damaged lines and all. The ledger knows nothing but the
 * rows, so what a line says is entered whatever was said before it: lines may be missing in between. The row of a line
 * that cannot be read is in doubt, unless other lines tell of the same purchase.
 */
final class JournalRestoration {

    private final PurchaseJournal journal;
    private final ReplayedEvents events;
    private final EventPlacement placement;
    private final long rows;
    private int damaged;

    /** @param rows how many rows of the run are in the ledger */
    JournalRestoration(PurchaseJournal journal, GroupCommit commits, EventPlacement placement, long rows) {
        this.journal = journal;
        this.events = new ReplayedEvents(commits);
        this.placement = placement;
        this.rows = rows;
    }

    /**
     * Enters all that can be read.
     *
     * @throws LedgerException if a whole line speaks of a row that is not in the ledger
     */
    RestoredEvents run() {
        int silent = journal.unknown(true, this::enter);
        int entered = events.finish();
        return new RestoredEvents(entered, placement.placed(), placement.passedOver(), damaged, silent);
    }

    private void enter(JournalLine line) {
        int row = line.event().row().row();
        boolean unreadable = JournalDamage.isMarkedBy(line.event());
        damaged += unreadable ? 1 : 0;
        if (row > rows && !unreadable) {
            throw new LedgerException("its purchase journal speaks of row " + row + ", but its copy of the manifest has"
                    + " only " + CountText.of(rows, "row"));
        }
        events.add(line);
    }
}
