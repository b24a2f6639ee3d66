package dev.darkroom.ledger.placement;

import dev.darkroom.ledger.journal.JournalDamage;
import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.CostReported;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters events of a journal whose rows are not where the events say: lines before them are lost, or the row was made
 * something else since. Money that was or may have been spent always comes into the ledger, whatever its row's state.
 *
 * <p>A replay enters of these only what says money and is not known to the ledger, which may hold more than the
 * journal's position says. A restoration begins with nothing, so for it each line that can be read is newer than all
 * before it. Used by the ledger's writer alone; the numbers may be read by others once it is through.
 */
public final class EventPlacement {

    private static final Logger log = LoggerFactory.getLogger(EventPlacement.class);
    private static final int MAX_TOLD = 20;

    private final PlacementTables rows;
    private final EventTables tables;
    private final boolean restoring;
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger passedOver = new AtomicInteger();

    /** @param restoring whether the ledger holds nothing but what the journal said before */
    public EventPlacement(PlacementTables rows, EventTables tables, boolean restoring) {
        this.rows = rows;
        this.tables = tables;
        this.restoring = restoring;
    }

    /** The number of events that were entered here. */
    public int placed() {
        return placed.get();
    }

    /** The number of events that were not entered at all, of those that a restoration met with. */
    public int passedOver() {
        return passedOver.get();
    }

    /**
     * Keeps the request of an event that was entered as the journal has it, if this version made another of the row.
     */
    public void entered(LedgerEvent event) {
        SentRequest request = event.request();
        if (restoring && request != null) {
            rows.keepRequest(event, request);
        }
    }

    /** Enters an event whose row is elsewhere; returns whether it added anything. */
    public boolean place(LedgerEvent event, Instant at) {
        PlacementTables.PlacedRow row = rows.row(event.row());
        if (row == null) {
            return passOver(event, null);
        }
        if (event instanceof PictureShared && event.from() == RowState.PENDING && row.state() == RowState.REUSED) {
            return false;
        }
        PurchaseRecord purchase = rows.purchase(event.row(), event.attempt());
        if (!restoring && (!saysMoney(event) || (purchase != null && purchase.knows(event)))) {
            return false;
        }
        boolean entered = enter(event, at, row, purchase);
        if (!entered) {
            return passOver(event, row);
        }
        entered(event);
        if (placed.incrementAndGet() <= MAX_TOLD) {
            log.warn(
                    "row {} was {} by purchase {} where the purchase journal says '{}' of purchase {}: entered all the same",
                    event.row().row(),
                    row.state(),
                    row.attempt(),
                    kind(event),
                    event.attempt());
        }
        return true;
    }

    private boolean passOver(LedgerEvent event, PlacementTables.@Nullable PlacedRow row) {
        if (restoring && passedOver.incrementAndGet() <= MAX_TOLD) {
            log.warn(
                    "row {} is {}: '{}' of its purchase {} has no place in the ledger",
                    event.row().row(),
                    row == null ? "not there" : row.state(),
                    kind(event),
                    event.attempt());
        }
        return false;
    }

    private static String kind(LedgerEvent event) {
        return event.getClass().getSimpleName();
    }

    private static boolean saysMoney(LedgerEvent event) {
        boolean ofOneBought = event.from() == RowState.SUBMITTED || event.from() == RowState.COMPLETED;
        return event instanceof LedgerEvent.SubmitIntended
                || event instanceof LedgerEvent.SubmitUnknown
                || event instanceof PurchaseAdopted
                || (ofOneBought && event.moves())
                || PurchaseRecord.requestOf(event) != null;
    }

    private boolean enter(
            LedgerEvent event, Instant at, PlacementTables.PlacedRow row, @Nullable PurchaseRecord purchase) {
        if (event instanceof LedgerEvent.SubmitUnknown lost && JournalDamage.isMarkedBy(lost)) {
            return doubt(lost, at, row);
        }
        if (purchase != null && purchase.contradicts(event)) {
            return false;
        }
        if (event instanceof ReviewRecorded) {
            return record(event, at);
        }
        if (event instanceof LedgerEvent.CallFailed || event instanceof FlagsRevised || event instanceof CostReported) {
            return later(event, at, row, purchase);
        }
        if (event instanceof PictureShared) {
            return row.isUnbought() && move(event, event.to(), event.reason(), at, row) && record(event, at);
        }
        if (event instanceof CancelledUnsent) {
            return isOvertaken(event, row) || move(event, RowState.CANCELLED, event.reason(), at, row);
        }
        return purchase(event, at, row, purchase);
    }

    /** Enters an event that follows a purchase; if nothing else is known of the purchase, it is in doubt. */
    private boolean later(
            LedgerEvent event, Instant at, PlacementTables.PlacedRow row, @Nullable PurchaseRecord purchase) {
        if (purchase == null) {
            return doubt(new LedgerEvent.SubmitUnknown(event.row(), event.attempt(), JournalDamage.REASON), at, row);
        }
        return !(event instanceof FlagsRevised) && record(event, at);
    }

    private boolean record(LedgerEvent event, Instant at) {
        event.record(tables, at);
        return true;
    }

    private boolean purchase(
            LedgerEvent event, Instant at, PlacementTables.PlacedRow row, @Nullable PurchaseRecord before) {
        if (event.attempt() > 0) {
            rows.prepare(event, before, at);
        }
        event.record(tables, at);
        if (event.to() == RowState.PENDING) {
            return isOvertaken(event, row) || move(event, RowState.PENDING, null, at, row);
        }
        PurchaseRecord after = rows.purchase(event.row(), event.attempt());
        RowState to = PlacedState.of(event, after);
        RowReason reason = event.reason();
        if (to != event.to()) {
            reason = to == RowState.UNKNOWN ? JournalDamage.of(event) : null;
            rows.becomes(event.row(), event.attempt(), to, reason);
        }
        return isOvertaken(event, row) || move(event, to, reason, at, row);
    }

    /** Returns whether a later purchase of the row is known by a line that can be read: then this one is history. */
    private boolean isOvertaken(LedgerEvent event, PlacementTables.PlacedRow row) {
        if (event.attempt() >= row.attempt()) {
            return false;
        }
        PurchaseRecord latest = rows.purchase(event.row(), row.attempt());
        return latest != null && latest.isPaid() && !latest.isDoubtOfDamage();
    }

    /** Puts a row in doubt, unless other lines tell what became of its purchase. */
    private boolean doubt(LedgerEvent.SubmitUnknown unknown, Instant at, PlacementTables.PlacedRow row) {
        if (unknown.attempt() == 0 && row.isUnbought() && row.state() != RowState.PENDING) {
            return true;
        }
        LedgerEvent event =
                new LedgerEvent.SubmitUnknown(unknown.row(), Math.max(1, unknown.attempt()), unknown.reason());
        PurchaseRecord before = rows.purchase(event.row(), event.attempt());
        if (before != null && before.isAnswered()) {
            return true;
        }
        rows.prepare(event, before, at);
        event.record(tables, at);
        return row.isSure() || isOvertaken(event, row) || move(event, RowState.UNKNOWN, event.reason(), at, row);
    }

    private boolean move(
            LedgerEvent event, RowState to, @Nullable RowReason reason, Instant at, PlacementTables.PlacedRow row) {
        if (row.attempt() < event.attempt() || event instanceof CancelledUnsent) {
            rows.abandonAttempt(event.row(), row.attempt());
        }
        rows.move(event, to, reason, at);
        return true;
    }
}
