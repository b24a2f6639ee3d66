package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.CostReported;
import dev.darkroom.ledger.rows.FailedCallsTable;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.MarkedUnknown;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.StoredColumns;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as the ledger holds it, as far as sums depend on it. Its methods say in memory what the statements of {@code
 * ledger.rows.PurchaseTable} do.
 *
 * @param state the purchase's own, which is not always its row's
 * @param sends how often it was sent
 * @param throttled how often the service answered that with: too many
 * @param hasRequest whether the service has named its request
 * @param cost what the service said it cost in USD, null if it has said nothing
 * @param estimate what it was expected to cost in USD, null if no price was known
 * @param fetchedAgain whether its pictures were fetched for another row, which tells its cost
 */
public record TrackedPurchase(
        RowState state,
        int sends,
        int throttled,
        boolean hasRequest,
        @Nullable BigDecimal cost,
        @Nullable BigDecimal estimate,
        boolean fetchedAgain) {

    /** A purchase that no event has told of. */
    static final TrackedPurchase NONE = new TrackedPurchase(RowState.PENDING, 0, 0, false, null, null, false);

    private static final BigDecimal FREE = BigDecimal.ZERO.setScale(StoredColumns.USD_DECIMALS);

    /** Returns whether an event changes its purchase; others tell of the row alone. */
    static boolean isTold(LedgerEvent event) {
        if (event instanceof LedgerEvent.CallFailed failed) {
            return FailedCallsTable.isThrottled(failed.call(), failed.reason());
        }
        if (event instanceof LedgerEvent.RowReopened) {
            return event.to() != RowState.PENDING;
        }
        return !(event instanceof MarkedUnknown
                || event instanceof CancelledUnsent
                || event instanceof FlagsRevised
                || event instanceof PictureShared
                || event instanceof ReviewRecorded);
    }

    /** Returns whether an event may be the first that tells of its purchase. */
    static boolean isFirst(LedgerEvent event) {
        return event instanceof LedgerEvent.SubmitIntended || event instanceof PurchaseAdopted;
    }

    /** Returns the purchase after an event that changes it; null if nothing is known here of such an event. */
    @Nullable
    TrackedPurchase after(LedgerEvent event) {
        if (event instanceof LedgerEvent.SubmitIntended intended) {
            BigDecimal expected = StoredColumns.amount(intended.estimate());
            return new TrackedPurchase(event.to(), sends, throttled, hasRequest, cost, expected, false);
        }
        if (event instanceof PurchaseAdopted adopted) {
            boolean named = adopted.requestId() != null;
            return new TrackedPurchase(event.to(), 0, throttled, named, cost, null, adopted.fetchedAgain());
        }
        if (event instanceof LedgerEvent.CallFailed) {
            return new TrackedPurchase(state, sends, throttled + 1, hasRequest, cost, estimate, fetchedAgain);
        }
        if (event instanceof LedgerEvent.SubmitAccepted) {
            return new TrackedPurchase(event.to(), sends + 1, throttled, true, cost, estimate, fetchedAgain);
        }
        if (event instanceof LedgerEvent.SubmitReleased released) {
            return withoutRequest(event, released.sent() ? 1 : 0);
        }
        if (event instanceof LedgerEvent.SubmitRefused || event instanceof LedgerEvent.SubmitUnknown) {
            return withoutRequest(event, 1);
        }
        return afterAcceptance(event);
    }

    private TrackedPurchase withoutRequest(LedgerEvent event, int sent) {
        RowReason reason = event.reason();
        int tooMany = reason != null && FailedCallsTable.isThrottled(ServiceCall.SUBMIT, reason) ? 1 : 0;
        return new TrackedPurchase(
                event.to(), sends + sent, throttled + tooMany, hasRequest, cost, estimate, fetchedAgain);
    }

    private @Nullable TrackedPurchase afterAcceptance(LedgerEvent event) {
        if (event instanceof LedgerEvent.RequestCompleted completed) {
            return in(event.to(), ended(completed.cost()));
        }
        if (event instanceof LedgerEvent.RequestEnded ended) {
            return in(event.to(), ended(ended.cost()));
        }
        if (event instanceof OutputsDownloaded) {
            return in(RowState.SUCCEEDED, cost);
        }
        if (event instanceof LedgerEvent.DownloadFailed || event instanceof LedgerEvent.RowReopened) {
            return in(event.to(), cost);
        }
        if (event instanceof CostReported reported) {
            return in(state, cost == null ? StoredColumns.amount(reported.cost()) : cost);
        }
        return null;
    }

    private @Nullable BigDecimal ended(@Nullable BigDecimal named) {
        BigDecimal said = StoredColumns.amount(named);
        if (fetchedAgain) {
            return FREE;
        }
        return said == null ? cost : said;
    }

    private TrackedPurchase in(RowState next, @Nullable BigDecimal said) {
        return new TrackedPurchase(next, sends, throttled, hasRequest, said, estimate, fetchedAgain);
    }

    boolean wasSent() {
        return sends > 0;
    }

    /** The sums of this purchase alone. */
    PurchaseGroup group() {
        return new PurchaseGroup(
                state, wasSent(), hasRequest, cost != null, estimate != null, 1, sends, throttled, cost, estimate);
    }
}
