package dev.darkroom.ledger;

import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A purchase that has come to its end.
 *
 * @param state how its row ended
 * @param reason why it has no picture, null if it has one
 */
public record EndedRow(RowState state, @Nullable RowReason reason) {

    private static final int MAX_MESSAGE = 120;

    /** The states of rows whose purchase has ended. What is in doubt has not: somebody has to settle it. */
    static final Set<RowState> STATES = EnumSet.of(
            RowState.SUCCEEDED, RowState.FAILED, RowState.CANCELLED, RowState.TIMED_OUT, RowState.DOWNLOAD_FAILED);

    private static final Set<RowState> ON_THE_WAY =
            EnumSet.of(RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);

    /** Returns whether the event ends a purchase. */
    static boolean isEnd(LedgerEvent event) {
        return event.moves() && ON_THE_WAY.contains(event.from()) && STATES.contains(event.to());
    }

    static EndedRow of(LedgerEvent event) {
        return new EndedRow(event.to(), event.reason());
    }

    /** Returns the reason's code; the state's name if there is no reason. */
    public String code() {
        return reason == null ? state.name() : reason.code();
    }

    /** Returns the reason for people: its code, which may be a mere number, and what was said with it. */
    public String why() {
        return reason == null || reason.message().isEmpty()
                ? code()
                : code() + " (" + SafeText.line(reason.message(), MAX_MESSAGE) + ")";
    }
}
