package dev.darkroom.ledger.placement;

import dev.darkroom.ledger.journal.JournalDamage;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.models.RequestInput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events into the tables whose rows are in another state than they name. Every statement runs in the group's
 * transaction, on the writer's thread alone.
 */
public final class PlacementTables {

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    public PlacementTables(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Nullable
    PlacedRow row(RowKey key) {
        List<PlacedRow> rows = jdbc.query(
                "select state, attempt from row_state where row_key = ?",
                (row, index) -> new PlacedRow(RowState.of(row.getInt("state")), row.getInt("attempt")),
                key.value());
        return rows.isEmpty() ? null : rows.get(0);
    }

    @Nullable
    PurchaseRecord purchase(RowKey key, int attempt) {
        List<PurchaseRecord> found = jdbc.query(
                "select state, request_id, output_urls, code from purchase where row_key = ? and attempt = ?",
                (row, index) -> new PurchaseRecord(
                        RowState.of(row.getInt("state")),
                        row.getString("request_id"),
                        row.getString("output_urls") != null,
                        JournalDamage.isDamageCode(row.getString("code"))),
                key.value(),
                attempt);
        return found.isEmpty() ? null : found.get(0);
    }

    /** Makes the purchase as the event takes it to be: sent once more, if it tells what came of that. */
    void prepare(LedgerEvent event, @Nullable PurchaseRecord before, Instant at) {
        boolean answerLost = isAnswerLost(event);
        if (before == null) {
            jdbc.update(
                    "insert into purchase (row_key, attempt, state, sends, intent_at, input_key) values (?, ?, ?, ?, ?,"
                            + " (select input_key from row_input where row_key = ?))",
                    event.row().value(),
                    event.attempt(),
                    (answerLost ? RowState.UNKNOWN : RowState.SUBMITTING).code(),
                    answerLost ? 1 : 0,
                    at.toEpochMilli(),
                    event.row().value());
            return;
        }
        if (before.damaged() && isAnewOrAnswered(event)) {
            jdbc.update(
                    "update purchase set code = null, words = null where row_key = ? and attempt = ?",
                    event.row().value(),
                    event.attempt());
        }
        if (answerLost && !before.isAnswered() && !isOfUnsent(event, before)) {
            jdbc.update(
                    "update purchase set state = ?, sends = sends + 1 where row_key = ? and attempt = ?",
                    RowState.UNKNOWN.code(),
                    event.row().value(),
                    event.attempt());
        }
        if (event instanceof LedgerEvent.RowReopened reopened && reopened.to() == RowState.PENDING) {
            end(event.row(), event.attempt(), reopened.from());
        }
    }

    private static boolean isAnewOrAnswered(LedgerEvent event) {
        return event instanceof LedgerEvent.SubmitIntended
                || event instanceof LedgerEvent.SubmitAccepted
                || event instanceof LedgerEvent.SubmitReleased
                || event instanceof PurchaseAdopted
                || event instanceof UnknownResolved;
    }

    /** Returns whether the event is about a row that was cancelled before it was sent. */
    private static boolean isOfUnsent(LedgerEvent event, PurchaseRecord before) {
        return !before.isPaid() && event.from() == RowState.CANCELLED;
    }

    private static boolean isAnswerLost(LedgerEvent event) {
        boolean answer = event instanceof LedgerEvent.SubmitIntended
                || event.from() == RowState.SUBMITTING
                || event instanceof PurchaseAdopted;
        return !answer;
    }

    /** Ends an attempt whose row moves on to another purchase: what is not known of its end will not be. */
    void abandonAttempt(RowKey key, int attempt) {
        jdbc.update(
                "update purchase set state = ?, sends = sends + 1, code = ?, words = ?"
                        + " where row_key = ? and attempt = ? and state = ?",
                RowState.UNKNOWN.code(),
                JournalDamage.REASON.code(),
                JournalDamage.REASON.message(),
                key.value(),
                attempt,
                RowState.SUBMITTING.code());
        end(key, attempt, RowState.FAILED);
    }

    /**
     * Records an end for an attempt of which none is known; pictures that another purchase is to make again would not
     * do.
     */
    private void end(RowKey key, int attempt, RowState end) {
        jdbc.update(
                "update purchase set state = ?, code = ?, words = ?"
                        + " where row_key = ? and attempt = ? and state in (?, ?, ?, ?)",
                end.code(),
                JournalDamage.REASON.code(),
                JournalDamage.REASON.message(),
                key.value(),
                attempt,
                RowState.SUBMITTED.code(),
                RowState.COMPLETED.code(),
                RowState.TIMED_OUT.code(),
                RowState.DOWNLOAD_FAILED.code());
        jdbc.update(
                "update purchase set code = ?, words = ? where row_key = ? and attempt = ? and state = ? and code is null",
                JournalDamage.REASON.code(),
                JournalDamage.REASON.message(),
                key.value(),
                attempt,
                RowState.SUCCEEDED.code());
    }

    void becomes(RowKey key, int attempt, RowState state, @Nullable RowReason reason) {
        jdbc.update(
                "update purchase set state = ?, code = ?, words = ? where row_key = ? and attempt = ?",
                state.code(),
                StoredColumns.text(reason == null ? null : reason.code()),
                StoredColumns.text(reason == null ? null : reason.message()),
                key.value(),
                attempt);
    }

    /** Moves the row whatever its state; it follows no other one then. */
    void move(LedgerEvent event, RowState to, @Nullable RowReason reason, Instant at) {
        RowReason lasting = to == RowState.PENDING ? null : reason;
        jdbc.update(
                "update row_state set state = ?, attempt = ?, leader = null, code = ?, words = ?, changed_at = ?"
                        + " where row_key = ?",
                to.code(),
                event.attempt(),
                StoredColumns.text(lasting == null ? null : lasting.code()),
                StoredColumns.text(lasting == null ? null : lasting.message()),
                at.toEpochMilli(),
                event.row().value());
    }

    /** Keeps the request that was sent, whatever this version would make of the row. */
    void keepRequest(LedgerEvent event, SentRequest request) {
        long key = event.row().value();
        Integer same = jdbc.queryForObject(
                "select count(*) from row_input where row_key = ? and input_key = ? and model = ? and input = ?",
                Integer.class,
                key,
                request.inputKey(),
                request.model(),
                request.input());
        if (same != null && same == 1) {
            return;
        }
        RequestInput input = new RequestInput(json.readTree(request.input()));
        jdbc.update(
                "update row_input set input_key = ?, model = ?, input = ?, seed = ?, outputs = ? where row_key = ?",
                request.inputKey(),
                request.model(),
                request.input(),
                input.seed(),
                input.outputs(),
                key);
        jdbc.update(
                "update purchase set input_key = ? where row_key = ? and attempt = ?",
                request.inputKey(),
                key,
                event.attempt());
    }

    /**
     * A row's current state.
     *
     * @param attempt its latest purchase, 0 if there is none
     */
    record PlacedRow(RowState state, int attempt) {

        /** Returns whether it is one that is not submitted itself. */
        boolean isUnbought() {
            return state == RowState.PENDING
                    || state == RowState.FOLLOWER
                    || state == RowState.REUSED
                    || state == RowState.REJECTED;
        }

        /** Returns whether it is known to be purchased: whatever else may be in doubt, this is not. */
        boolean isSure() {
            return state == RowState.SUBMITTED
                    || state == RowState.COMPLETED
                    || state == RowState.SUCCEEDED
                    || state == RowState.TIMED_OUT
                    || state == RowState.DOWNLOAD_FAILED;
        }
    }
}
