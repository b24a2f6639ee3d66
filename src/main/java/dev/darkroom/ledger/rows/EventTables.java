package dev.darkroom.ledger.rows;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables as events write them. Every statement runs in the group's transaction, on the writer's thread alone.
 */
public final class EventTables {

    private static final String INSERT_PURCHASE = """
            insert into purchase (row_key, attempt, state, sends, estimate, intent_at, input_key)
            values (?, ?, ?, 0, ?, ?, (select input_key from row_input where row_key = ?))""";

    private static final String INSERT_PICTURE = """
            insert into picture (row_key, n, file, sha256, bytes, width, height, content_type, flags)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final BigDecimal MAX_USD = BigDecimal.valueOf(1_000_000);
    private static final Instant MAX_INSTANT = Instant.parse("2200-01-01T00:00:00Z");

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final FailedCallsTable failedCalls;
    private final OriginRows originRows;

    public EventTables(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.failedCalls = new FailedCallsTable(jdbc);
        this.originRows = new OriginRows(jdbc);
        this.json = json;
    }

    /** The one method that moves a row: only out of the state, and within the purchase, that the event names. */
    public boolean move(LedgerEvent event, Instant now) {
        if (!event.moves()) {
            return stands(event);
        }
        if (!event.from().mayBecome(event.to())) {
            throw new IllegalStateException("a row cannot go from " + event.from() + " to " + event.to());
        }
        RowReason reason = lasting(event);
        int moved = jdbc.update(
                "update row_state set state = ?, attempt = ?, code = ?, words = ?, changed_at = ?"
                        + " where row_key = ? and state = ? and attempt between ? and ?",
                event.to().code(),
                event.attempt(),
                text(reason == null ? null : reason.code()),
                text(reason == null ? null : reason.message()),
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

    /** Returns the reason that stays with the row; one that is to be submitted has none, whatever went wrong before. */
    private static @Nullable RowReason lasting(LedgerEvent event) {
        return event.to() == RowState.PENDING ? null : event.reason();
    }

    void intended(RowKey row, int attempt, @Nullable BigDecimal estimate, Instant now) {
        int again = jdbc.update(
                "update purchase set state = ?, estimate = ?, intent_at = ?, fetched_again = false"
                        + " where row_key = ? and attempt = ?",
                RowState.SUBMITTING.code(),
                number(estimate),
                now.toEpochMilli(),
                row.value(),
                attempt);
        if (again == 0) {
            jdbc.update(
                    INSERT_PURCHASE,
                    row.value(),
                    attempt,
                    RowState.SUBMITTING.code(),
                    number(estimate),
                    now.toEpochMilli(),
                    row.value());
        }
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
                text(event.requestId()),
                event.fetchedAgain(),
                submitted,
                submitted,
                text(reason == null ? null : reason.code()),
                text(reason == null ? null : reason.message()),
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
                text(requestId),
                requestId == null ? 1 : 0,
                requestId == null ? 1 : 0,
                event.row().value(),
                event.attempt());
    }

    /** Records a submit that did not result in a purchase. */
    void sent(LedgerEvent event, int sends, Instant now) {
        RowReason reason = lasting(event);
        jdbc.update(
                "update purchase set state = ?, sends = sends + ?, code = ?, words = ?"
                        + " where row_key = ? and attempt = ?",
                event.to().code(),
                sends,
                text(reason == null ? null : reason.code()),
                text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
        if (event.reason() != null) {
            failedCalls.add(event.row(), event.attempt(), ServiceCall.SUBMIT, event.reason(), now);
        }
    }

    void callFailed(LedgerEvent event, ServiceCall call, RowReason reason, Instant now) {
        failedCalls.add(event.row(), event.attempt(), call, reason, now);
    }

    /** Records a purchase's end. A redownload costs nothing: the row it was first downloaded for has its cost. */
    void ended(LedgerEvent event, JobTimes times, @Nullable BigDecimal cost) {
        RowReason reason = event.reason();
        jdbc.update(
                "update purchase set state = ?, started_at = ?, finished_at = ?,"
                        + " cost = case when fetched_again then 0 else coalesce(?, cost) end, code = ?, words = ?"
                        + " where row_key = ? and attempt = ?",
                event.to().code(),
                time(times.started()),
                time(times.finished()),
                number(cost),
                text(reason == null ? null : reason.code()),
                text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
    }

    /** Records a cost that was named late; one that is known stays. */
    void costReported(CostReported event) {
        jdbc.update(
                "update purchase set cost = ? where row_key = ? and attempt = ? and cost is null",
                number(event.cost()),
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

    void outputs(LedgerEvent event, List<String> urls) {
        jdbc.update(
                "update purchase set output_urls = ? where row_key = ? and attempt = ?",
                json.writeValueAsString(urls),
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
                text(reason == null ? null : reason.code()),
                text(reason == null ? null : reason.message()),
                event.row().value(),
                event.attempt());
    }

    void pictures(RowKey row, List<DownloadedPicture> pictures) {
        jdbc.update("delete from picture where row_key = ?", row.value());
        for (int n = 1; n <= pictures.size(); n++) {
            DownloadedPicture picture = pictures.get(n - 1);
            jdbc.update(
                    INSERT_PICTURE,
                    row.value(),
                    n,
                    picture.file(),
                    picture.sha256(),
                    picture.bytes(),
                    picture.width(),
                    picture.height(),
                    picture.contentType(),
                    flags(picture.flags()));
        }
    }

    /** Records whose pictures a row shares, if the ledger knows that row, or that it was deleted. */
    void shares(RowKey row, OriginRow origin) {
        originRows
                .key(origin)
                .ifPresent(key ->
                        jdbc.update("update row_state set leader = ? where row_key = ?", key.value(), row.value()));
    }

    /** Deletes the row's pictures and their review, since it is to have others. */
    void forgetPictures(RowKey row) {
        jdbc.update("delete from picture where row_key = ?", row.value());
        jdbc.update("delete from review where row_key = ?", row.value());
    }

    /** Records new flags of the pictures, and of the purchase why it will not do. */
    void judged(FlagsRevised event) {
        for (int n = 1; n <= event.flags().size(); n++) {
            jdbc.update(
                    "update picture set flags = ? where row_key = ? and n = ?",
                    flags(event.flags().get(n - 1)),
                    event.row().value(),
                    n);
        }
        RowReason reason = event.reason();
        if (reason != null) {
            jdbc.update(
                    "update purchase set code = ?, words = ? where row_key = ? and attempt = ?",
                    text(reason.code()),
                    text(reason.message()),
                    event.row().value(),
                    event.attempt());
        }
    }

    void reviewed(ReviewRecorded event, Instant now) {
        jdbc.update("delete from review where row_key = ?", event.row().value());
        jdbc.update(
                "insert into review (row_key, rejected, note, reviewed_at) values (?, ?, ?, ?)",
                event.row().value(),
                event.rejected(),
                text(event.note()),
                now.toEpochMilli());
    }

    private SqlParameterValue flags(List<String> flags) {
        return text(flags.isEmpty() ? null : json.writeValueAsString(flags));
    }

    public static SqlParameterValue text(@Nullable String value) {
        return new SqlParameterValue(Types.VARCHAR, value);
    }

    /** Converts an amount; one that no picture costs becomes null, since it must not stop the ledger. */
    private static SqlParameterValue number(@Nullable BigDecimal value) {
        boolean plausible = value != null && value.abs().compareTo(MAX_USD) < 0;
        return new SqlParameterValue(Types.NUMERIC, plausible ? value : null);
    }

    /** Converts a time; one far from any the service can mean becomes null. */
    private static SqlParameterValue time(@Nullable Instant value) {
        if (value == null || value.isBefore(Instant.EPOCH) || value.isAfter(MAX_INSTANT)) {
            return new SqlParameterValue(Types.BIGINT, null);
        }
        return new SqlParameterValue(Types.BIGINT, value.toEpochMilli());
    }
}
