package dev.darkroom.submit;

import dev.darkroom.api.SubmitResponse;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowReason;

/** Says what an answer to a submit means for its row. */
final class SubmitEvents {

    private SubmitEvents() {}

    static LedgerEvent of(PendingRow row, SubmitResponse response) {
        if (response instanceof SubmitResponse.RequestAccepted yes) {
            return new LedgerEvent.SubmitAccepted(row.key(), row.attempt(), yes.requestId());
        }
        if (response instanceof SubmitResponse.RequestRefused no) {
            return new LedgerEvent.SubmitRefused(row.key(), row.attempt(), new RowReason(no.code(), no.message()));
        }
        if (response instanceof SubmitResponse.OutcomeUnknown lost) {
            return new LedgerEvent.SubmitUnknown(row.key(), row.attempt(), new RowReason(lost.code(), lost.message()));
        }
        boolean sent = !(response instanceof SubmitResponse.NotSent);
        return new LedgerEvent.SubmitReleased(row.key(), row.attempt(), sent, whyReleased(response));
    }

    private static RowReason whyReleased(SubmitResponse response) {
        if (response instanceof SubmitResponse.SubmitAccountRefused no) {
            return new RowReason(no.code(), no.message());
        }
        if (response instanceof SubmitResponse.NotSent no) {
            return new RowReason(ErrorCode.NOT_SENT, no.message());
        }
        return new RowReason(RowReason.THROTTLED, "too many requests" + pauseMessage(response));
    }

    private static String pauseMessage(SubmitResponse response) {
        return response instanceof SubmitResponse.SubmitThrottled no && no.retryAfter() != null
                ? "; the service asks for a pause of " + no.retryAfter().toSeconds() + " s"
                : "";
    }
}
