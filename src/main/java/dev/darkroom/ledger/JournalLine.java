package dev.darkroom.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the purchase journal: enough to restore what a row's purchase came to.
 *
 * @param what intent, accepted, released, refused, unknown, fetched, reopened or resolved
 * @param row the row's number in its run
 * @param attempt the row's purchase it is about
 * @param at when it was written
 * @param usd the estimate of what is to be bought, in USD
 * @param to the state a reopened row was put into
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JournalLine(
        String what,
        int row,
        int attempt,
        Instant at,
        @JsonProperty("request_id") @Nullable String requestId,
        @Nullable String code,
        @Nullable String words,
        @Nullable List<Picture> pictures,
        @Nullable BigDecimal usd,
        @Nullable RowState to) {

    static JournalLine of(String what, LedgerEvent event, Instant now) {
        RowState to = event instanceof LedgerEvent.Reopened ? event.to() : null;
        return new JournalLine(what, event.row().row(), event.attempt(), now, null, null, null, null, null, to);
    }

    JournalLine withEstimate(@Nullable BigDecimal estimate) {
        return new JournalLine(what, row, attempt, at, requestId, code, words, pictures, estimate, to);
    }

    /** This line with what an earlier one of the same purchase told and this one does not. */
    JournalLine after(JournalLine before) {
        return new JournalLine(
                what,
                row,
                attempt,
                at,
                requestId == null ? before.requestId : requestId,
                code,
                words,
                pictures,
                usd == null ? before.usd : usd,
                to);
    }

    JournalLine withRequestId(String id) {
        return new JournalLine(what, row, attempt, at, id, code, words, pictures, usd, to);
    }

    JournalLine withReason(Reason reason) {
        return new JournalLine(what, row, attempt, at, requestId, reason.code(), reason.words(), pictures, usd, to);
    }

    JournalLine withPictures(List<Picture> fetched) {
        return new JournalLine(what, row, attempt, at, requestId, code, words, List.copyOf(fetched), usd, to);
    }
}
