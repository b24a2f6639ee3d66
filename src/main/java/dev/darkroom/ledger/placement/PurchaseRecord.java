package dev.darkroom.ledger.placement;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnknownResolved;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as the ledger holds it, as far as it decides whether an event adds to it.
 *
 * @param requestId by which the service knows it, null if that is not known
 * @param located whether it is known where its outputs are
 * @param damaged whether it is known by a line alone that cannot be read any more
 */
record PurchaseRecord(RowState state, @Nullable String requestId, boolean located, boolean damaged) {

    /** Returns whether money was, or may have been, spent on it. */
    boolean isPaid() {
        return state != RowState.PENDING;
    }

    /** Returns whether it is in doubt for want of a readable line alone. */
    boolean isDoubtOfDamage() {
        return damaged && state == RowState.UNKNOWN;
    }

    /** Returns whether the service has answered: what it said outweighs a line that nobody can read. */
    boolean isAnswered() {
        return state != RowState.PENDING && state != RowState.SUBMITTING;
    }

    /** Returns whether the ledger holds what the event says of the purchase, or more. */
    boolean knows(LedgerEvent event) {
        String named = requestOf(event);
        return named == null ? progress() >= progress(event) : named.equals(requestId);
    }

    /** Returns whether the event speaks of the purchase as one that has no request, or another one. */
    boolean contradicts(LedgerEvent event) {
        if (requestId == null) {
            return false;
        }
        String named = requestOf(event);
        boolean unanswered = event instanceof LedgerEvent.SubmitIntended
                || event.from() == RowState.SUBMITTING
                || event instanceof UnknownResolved
                || event instanceof PurchaseAdopted;
        return unanswered && !Objects.equals(named, requestId);
    }

    private int progress() {
        return switch (state) {
            case SUBMITTING -> 1;
            case UNKNOWN, SUBMITTED -> 2;
            case COMPLETED, CANCELLED, TIMED_OUT -> 3;
            case FAILED -> failed();
            case SUCCEEDED, DOWNLOAD_FAILED -> 4;
            case PENDING, REJECTED, REUSED, FOLLOWER -> 0;
        };
    }

    private int failed() {
        if (requestId == null) {
            return 2;
        }
        return located ? 4 : 3;
    }

    private static int progress(LedgerEvent event) {
        if (event instanceof LedgerEvent.SubmitIntended) {
            return 1;
        }
        if (event.from() == RowState.COMPLETED) {
            return 4;
        }
        return event.from() == RowState.SUBMITTED ? 3 : 2;
    }

    static @Nullable String requestOf(LedgerEvent event) {
        if (event instanceof LedgerEvent.SubmitAccepted accepted) {
            return accepted.requestId();
        }
        if (event instanceof UnknownResolved resolved) {
            return resolved.requestId();
        }
        return event instanceof PurchaseAdopted taken ? taken.requestId() : null;
    }
}
