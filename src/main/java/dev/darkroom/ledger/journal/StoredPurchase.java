package dev.darkroom.ledger.journal;

import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.StoredColumns;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A purchase as the ledger holds it; see the table's columns of these names. */
record StoredPurchase(
        RowKey row,
        int attempt,
        RowState state,
        int sends,
        @Nullable String requestId,
        @Nullable BigDecimal estimate,
        @Nullable BigDecimal cost,
        Instant intentAt,
        @Nullable Instant submittedAt,
        JobTimes times,
        @Nullable List<String> outputUrls,
        @Nullable Long downloadMs,
        @Nullable String code,
        @Nullable String message,
        int throttled,
        boolean fetchedAgain) {

    static StoredPurchase of(ResultSet row, JsonMapper json) throws SQLException {
        String urls = row.getString("output_urls");
        return new StoredPurchase(
                RowKey.of(row.getLong("row_key")),
                row.getInt("attempt"),
                RowState.of(row.getInt("state")),
                row.getInt("sends"),
                row.getString("request_id"),
                row.getBigDecimal("estimate"),
                row.getBigDecimal("cost"),
                Instant.ofEpochMilli(row.getLong("intent_at")),
                StoredColumns.instant(row, "submitted_at"),
                new JobTimes(StoredColumns.instant(row, "started_at"), StoredColumns.instant(row, "finished_at")),
                urls == null ? null : List.of(json.readValue(urls, String[].class)),
                row.getObject("download_ms", Long.class),
                row.getString("code"),
                row.getString("words"),
                row.getInt("throttled"),
                row.getBoolean("fetched_again"));
    }

    /** The reason why it ended as it did. */
    RowReason reason() {
        return new RowReason(code == null ? state.name() : code, message == null ? "" : message);
    }

    /** The state of its row when it was over: one that succeeded may have brought pictures that will not do. */
    RowState end() {
        return state == RowState.SUCCEEDED && code != null ? RowState.FAILED : state;
    }

    /** Returns whether another run purchased it. */
    boolean isTakenOver() {
        boolean unknown = state == RowState.UNKNOWN && submittedAt != null;
        return sends == 0 && (requestId != null || unknown);
    }

    /**
     * @param request what the row requests, null if that is not known
     */
    PurchaseAdopted takenOver(RowKey key, @Nullable SentRequest request) {
        Instant bought = Objects.requireNonNullElse(submittedAt, intentAt);
        return requestId == null
                ? new PurchaseAdopted(key, attempt, RowState.UNKNOWN, null, bought, reason(), request, false)
                : new PurchaseAdopted(key, attempt, RowState.SUBMITTED, requestId, bought, null, request, fetchedAgain);
    }

    /** The event that says what became of its request, null if that is not known yet. */
    @Nullable
    LedgerEvent answer(RowKey key) {
        if (requestId != null) {
            return new LedgerEvent.SubmitAccepted(key, attempt, requestId);
        }
        if (state == RowState.FAILED) {
            return new LedgerEvent.SubmitRefused(key, attempt, reason());
        }
        if (state == RowState.UNKNOWN) {
            return new LedgerEvent.SubmitUnknown(key, attempt, reason());
        }
        return state == RowState.PENDING ? new LedgerEvent.SubmitReleased(key, attempt, sends > 0) : null;
    }

    /** Returns whether it is polled again after its time had run out. */
    boolean hasEndedBefore() {
        return times.started() != null || times.finished() != null || cost != null;
    }
}
