package dev.darkroom.ledger.placement;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells where a row stands after an event before which lines are lost. */
final class PlacedState {

    private static final Set<RowState> DOWNLOADS = EnumSet.of(RowState.COMPLETED, RowState.DOWNLOAD_FAILED);

    private PlacedState() {}

    /**
     * Returns the row's state after the event. A purchase without its request's id cannot be polled and is in doubt,
     * unless its files are there; one whose outputs' places are lost is polled again.
     *
     * @param purchase with what the event says of it
     */
    static RowState of(LedgerEvent event, @Nullable PurchaseRecord purchase) {
        RowState to = event.to();
        if (!isPastSubmit(event) || purchase == null) {
            return to;
        }
        if (purchase.requestId() == null) {
            return RowState.UNKNOWN;
        }
        return DOWNLOADS.contains(to) && !purchase.located() ? RowState.SUBMITTED : to;
    }

    private static boolean isPastSubmit(LedgerEvent event) {
        return event instanceof LedgerEvent.RequestCompleted
                || event instanceof LedgerEvent.RequestEnded
                || event instanceof LedgerEvent.DownloadFailed
                || event instanceof LedgerEvent.RowReopened;
    }
}
