package dev.darkroom.ledger;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enters one group of events into tables and journal, within a transaction of the caller's, and tells how far it came
 * even if that failed.
 */
final class GroupEntry {

    private final EventTables tables;
    private final EventPlacement placement;
    private final @Nullable PurchaseJournal journal;
    private final List<LedgerEvent> entered = new ArrayList<>();
    private final List<Boolean> applied = new ArrayList<>();
    private boolean journaled;
    private long held = -1;
    private @Nullable Throwable failure;

    /** @param journal is forced before the tables commit; null where their commit is on disk itself */
    GroupEntry(EventTables tables, EventPlacement placement, @Nullable PurchaseJournal journal) {
        this.tables = tables;
        this.placement = placement;
        this.journal = journal;
    }

    /** @throws LedgerException if the journal cannot be written */
    void enter(List<QueuedEvent> group, Instant now) {
        try {
            List<LedgerEvent> fresh = new ArrayList<>();
            for (QueuedEvent queued : group) {
                if (apply(queued, now)
                        && !queued.isInJournal()
                        && queued.event().journaled()) {
                    fresh.add(queued.event());
                }
            }
            if (journal != null && !fresh.isEmpty()) {
                held = journal.append(fresh, now);
            }
            journaled = journal != null;
        } catch (IOException e) {
            LedgerException why = new LedgerException("cannot write the purchase journal: " + FailureText.of(e), e);
            failure = why;
            throw why;
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private boolean apply(QueuedEvent queued, Instant now) {
        LedgerEvent event = queued.event();
        Instant known = queued.at();
        Instant at = known == null ? now : known;
        boolean moved = !isForeignRelease(queued, at) && tables.move(event, at);
        if (moved) {
            event.record(tables, at);
            entered.add(event);
        }
        if (queued.isInJournal()) {
            moved = inJournal(event, at, moved);
        }
        applied.add(moved);
        Long end = queued.end();
        held = end == null ? held : end;
        return moved;
    }

    /**
     * Returns whether an event that comes late takes back an intent that is not the row's: it never came into the ledger,
     * and another process may be submitting the row by now. Where there is one process alone no such event comes.
     */
    private boolean isForeignRelease(QueuedEvent queued, Instant at) {
        return journal == null
                && queued.isInJournal()
                && queued.event() instanceof LedgerEvent.SubmitReleased
                && !tables.isIntent(queued.event(), at);
    }

    private boolean inJournal(LedgerEvent event, Instant at, boolean moved) {
        if (!moved) {
            return placement.place(event, at);
        }
        placement.entered(event);
        return true;
    }

    /** The events of rows that were where the events name. */
    List<LedgerEvent> entered() {
        return entered;
    }

    /** Says of each event of the group whether it was entered. */
    List<Boolean> applied() {
        return applied;
    }

    /** Returns how many bytes of the journal the tables hold with it, -1 if no more than before. */
    long held() {
        return held;
    }

    /** Returns whether the journal has the group on disk. */
    boolean isJournaled() {
        return journaled;
    }

    /** Returns what it failed of, null if all of it was entered. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
