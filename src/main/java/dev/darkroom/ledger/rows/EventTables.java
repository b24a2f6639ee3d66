package dev.darkroom.ledger.rows;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables as events write them. Every statement runs in the group's transaction, on the writer's thread alone.
 */
public final class EventTables {

    private final JdbcTemplate jdbc;
    private final PurchaseTable purchases;
    private final PictureTable pictures;
    private final FailedCallsTable failedCalls;
    private final OriginRows originRows;

    public EventTables(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.purchases = new PurchaseTable(jdbc, json);
        this.pictures = new PictureTable(jdbc);
        this.failedCalls = new FailedCallsTable(jdbc);
        this.originRows = new OriginRows(jdbc);
    }

    /** Returns whether the intent of an event's purchase was written down at a time, in milliseconds. */
    public boolean isIntent(LedgerEvent event, Instant at) {
        return purchases.isIntent(event.row(), event.attempt(), at);
    }

    PurchaseTable purchases() {
        return purchases;
    }

    PictureTable pictures() {
        return pictures;
    }

    /** The one method that moves a row: only out of the state, and within the purchase, that the event names. */
    public boolean move(LedgerEvent event, Instant now) {
        if (!event.moves()) {
            return stands(event);
        }
        if (!event.from().mayBecome(event.to())) {
            throw new IllegalStateException("a row cannot go from " + event.from() + " to " + event.to());
        }
        RowReason reason = event.lastingReason();
        int moved = jdbc.update(
                "update row_state set state = ?, attempt = ?, code = ?, words = ?, changed_at = ?"
                        + " where row_key = ? and state = ? and attempt between ? and ?",
                event.to().code(),
                event.attempt(),
                StoredColumns.text(reason == null ? null : reason.code()),
                StoredColumns.text(reason == null ? null : reason.message()),
                now.toEpochMilli(),
                event.row().value(),
                event.from().code(),
                event.from() == RowState.PENDING ? event.attempt() - 1 : event.attempt(),
                event.latest());
        return moved == 1;
    }

    private boolean stands(LedgerEvent event) {
        Integer standing = jdbc.queryForObject(
                "select count(*) from row_state where row_key = ? and state = ? and attempt = ?",
                Integer.class,
                event.row().value(),
                event.from().code(),
                event.attempt());
        return standing != null && standing == 1;
    }

    /** Records a submit that did not result in a purchase. */
    void sent(LedgerEvent event, int sends, Instant now) {
        purchases.sent(event, sends);
        if (event.reason() != null) {
            failedCalls.add(event.row(), event.attempt(), ServiceCall.SUBMIT, event.reason(), now);
        }
    }

    void callFailed(LedgerEvent event, ServiceCall call, RowReason reason, Instant now) {
        failedCalls.add(event.row(), event.attempt(), call, reason, now);
    }

    /** Records whose pictures a row shares, if the ledger knows that row, or that it was deleted. */
    void shares(RowKey row, OriginRow origin) {
        originRows
                .key(origin)
                .ifPresent(key ->
                        jdbc.update("update row_state set leader = ? where row_key = ?", key.value(), row.value()));
    }
}
