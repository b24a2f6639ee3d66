package dev.darkroom.ledger.rows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The purchases, one for each attempt of a row, as events write them. */
final class PurchaseTable {

    /** Only an intent that was released before is there already. */
    private static final String INSERT = """
            insert into purchase (row_key, attempt, state, sends, estimate, intent_at, input_key)
            select ?, ?, ?, 0, ?, ?, (select input_key from row_input where row_key = ?)
            where not exists (select 1 from purchase where row_key = ? and attempt = ?)""";

    private static final String ENDED = "state = ?, started_at = ?, finished_at = ?,"
            + " cost = case when fetched_again then 0 else coalesce(?, cost) end";

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    PurchaseTable(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void intended(RowKey row, int attempt, @Nullable BigDecimal estimate, Instant now) {
        int inserted = jdbc.update(
                INSERT,
                row.value(),
                attempt,
                RowState.SUBMITTING.code(),
                StoredColumns.number(estimate),
                now.toEpochMilli(),
                row.value(),
                row.value(),
                attempt);
        if (inserted == 0) {
            jdbc.update(
                    "update purchase set state = ?, estimate = ?, intent_at = ?, fetched_again = false"
                            + " where row_key = ? and attempt = ?",
                    RowState.SUBMITTING.code(),
                    StoredColumns.number(estimate),
                    now.toEpochMilli(),
                    row.value(),
                    attempt);
        }
    }

    boolean isIntent(RowKey row, int attempt, Instant at) {
        return !jdbc.queryForList(
                        "select row_key from purchase where row_key = ? and attempt = ? and intent_at = ?",
                        Long.class,
                        row.value(),
                        attempt,
                        at.toEpochMilli())
                .isEmpty();
    }

    void accepted(LedgerEvent event, String requestId, Instant now) {
        jdbc.update(
                "update purchase set state = ?, sends = sends + 1, request_id = ?, submitted_at = ?"
                        + " where row_key = ? and attempt = ?",
                event.to().code(),
                requestId,
                now.toEpochMilli(),
                event.row().value(),
                event.attempt());
    }

    /** Records an adopted purchase, with the times of the one that was really made. */
    void takenOver(PurchaseAdopted event) {
        long submitted = event.submittedAt().toEpochMilli();
        RowReason reason = event.reason();
        List<Object> values = List.of(
                event.to().code(),
                StoredColumns.text(event.requestId()),
                event.fetchedAgain(),
                submitted,
                submitted,
                StoredColumns.text(reason == null ? null : reason.code()),
                StoredColumns.text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
        int updated = jdbc.update(
                "update purchase set state = ?, sends = 0, request_id = ?, estimate = null, fetched_again = ?, intent_at = ?,"
                        + " submitted_at = ?, code = ?, words = ? where row_key = ? and attempt = ?",
                values.toArray());
        if (updated == 0) {
            jdbc.update(
                    "insert into purchase (state, sends, request_id, fetched_again, intent_at, submitted_at, code, words,"
                            + " row_key, attempt, input_key) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?,"
                            + " (select input_key from row_input where row_key = ?))",
                    Stream.concat(values.stream(), Stream.of(event.row().value()))
                            .toArray());
        }
    }

    /**
     * Records how a doubt was settled: the row was submitted when its intent was written, as near as can be told; or
     * never.
     */
    void resolved(LedgerEvent event, @Nullable String requestId) {
        jdbc.update(
                "update purchase set state = ?, request_id = ?, sends = case when sends > 0 then sends - ? else 0 end,"
                        + " submitted_at = case when ? = 1 then null else intent_at end"
                        + " where row_key = ? and attempt = ?",
                event.to().code(),
                StoredColumns.text(requestId),
                requestId == null ? 1 : 0,
                requestId == null ? 1 : 0,
                event.row().value(),
                event.attempt());
    }

    /** Records a submit that did not result in a purchase. */
    void sent(LedgerEvent event, int sends) {
        RowReason reason = event.lastingReason();
        jdbc.update(
                "update purchase set state = ?, sends = sends + ?, code = ?, words = ?"
                        + " where row_key = ? and attempt = ?",
                event.to().code(),
                sends,
                StoredColumns.text(reason == null ? null : reason.code()),
                StoredColumns.text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
    }

    /** Records a purchase's end. A redownload costs nothing: the row it was first downloaded for has its cost. */
    void ended(LedgerEvent event, JobTimes times, @Nullable BigDecimal cost) {
        RowReason reason = event.reason();
        jdbc.update(
                "update purchase set " + ENDED + ", code = ?, words = ? where row_key = ? and attempt = ?",
                event.to().code(),
                StoredColumns.time(times.started()),
                StoredColumns.time(times.finished()),
                StoredColumns.number(cost),
                StoredColumns.text(reason == null ? null : reason.code()),
                StoredColumns.text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
    }

    /** Records a purchase's end as {@link #ended} does, with its outputs: H2 keeps every index up at each update. */
    void completed(LedgerEvent event, JobTimes times, @Nullable BigDecimal cost, List<String> urls) {
        jdbc.update(
                "update purchase set " + ENDED + ", code = null, words = null, output_urls = ?"
                        + " where row_key = ? and attempt = ?",
                event.to().code(),
                StoredColumns.time(times.started()),
                StoredColumns.time(times.finished()),
                StoredColumns.number(cost),
                json.writeValueAsString(urls),
                event.row().value(),
                event.attempt());
    }

    /** Records a cost that was named late; one that is known stays. */
    void costReported(CostReported event) {
        jdbc.update(
                "update purchase set cost = ? where row_key = ? and attempt = ? and cost is null",
                StoredColumns.number(event.cost()),
                event.row().value(),
                event.attempt());
    }

    /** Puts the purchase under way again; one whose row is to be submitted anew stays as it ended. */
    void reopened(LedgerEvent event) {
        jdbc.update(
                "update purchase set state = ? where row_key = ? and attempt = ?",
                event.to().code(),
                event.row().value(),
                event.attempt());
    }

    /** @param end what became of the purchase */
    void downloaded(LedgerEvent event, RowState end, long downloadMs) {
        RowReason reason = event.reason();
        jdbc.update(
                "update purchase set state = ?, download_ms = ?, code = ?, words = ? where row_key = ? and attempt = ?",
                end.code(),
                downloadMs,
                StoredColumns.text(reason == null ? null : reason.code()),
                StoredColumns.text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
    }

    /** Records why the purchase will not do. */
    void reason(FlagsRevised event, RowReason reason) {
        jdbc.update(
                "update purchase set code = ?, words = ? where row_key = ? and attempt = ?",
                StoredColumns.text(reason.code()),
                StoredColumns.text(reason.message()),
                event.row().value(),
                event.attempt());
    }
}
