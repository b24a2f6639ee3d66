package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.ledger.runs.RunRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A run's rows still to be submitted, page by page in manifest order. */
public final class UnpurchasedRows {

    /** The number of rows looked up at once: their keys make one query. */
    public static final int PAGE = 500;

    private static final int NAMES_PAGE = 2_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final JsonMapper json;
    private final InstantSource clock;
    private final long first;
    private final long last;

    public UnpurchasedRows(DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.batch = new JdbcTemplate(dataSource);
        this.json = json;
        this.clock = clock;
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /**
     * The next page.
     *
     * @param after the row number to start behind
     */
    public List<UnpurchasedRow> after(int after) {
        return read(
                "(select row_key, attempt from row_state where state = ? and row_key > ? and row_key <= ?"
                        + " order by state, row_key limit ?) s",
                "",
                List.of(RowState.PENDING.code(), first + after, last, PAGE));
    }

    /** Those of these rows, a page of them, that are still to be submitted, in manifest order. */
    public List<UnpurchasedRow> of(List<RowKey> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        values.add(RowState.PENDING.code());
        rows.forEach(row -> values.add(row.value()));
        String marks = String.join(",", Collections.nCopies(rows.size(), "?"));
        return read("row_state s", " where s.state = ? and s.row_key in (" + marks + ")", values);
    }

    private List<UnpurchasedRow> read(String from, String where, List<?> values) {
        return jdbc.sql(
                        "select s.row_key, s.attempt, p.state p_state, i.id, i.kept, i.named_by_hash, i.input_key, i.model,"
                                + " i.outputs, i.input from " + from + " join row_input i on i.row_key = s.row_key"
                                + " left join purchase p on p.row_key = s.row_key and p.attempt = s.attempt" + where
                                + " order by s.row_key")
                .params(values)
                .query((row, index) -> {
                    RowKey key = RowKey.of(row.getLong("row_key"));
                    return new UnpurchasedRow(
                            key,
                            row.getInt("attempt"),
                            StoredColumns.nextAttempt(row),
                            StoredColumns.named(key, row, json),
                            row.getString("input_key"),
                            row.getString("model"),
                            row.getInt("outputs"),
                            row.getString("input"));
                })
                .list();
    }

    /**
     * The next page of the names that the rows' files would get.
     *
     * @param after the row number to start behind
     * @param withKept whether names are made of the rows' own columns; else each comes without them
     */
    public List<NamedRow> names(int after, boolean withKept) {
        return jdbc.sql("select s.row_key, i.id, i.named_by_hash, " + (withKept ? "i.kept" : "'{}' kept") + """
                         from (select row_key from row_state where state = ? and row_key > ? and row_key <= ?
                              order by state, row_key limit ?) s
                        join row_input i on i.row_key = s.row_key
                        order by s.row_key""")
                .params(RowState.PENDING.code(), first + after, last, NAMES_PAGE)
                .query((row, index) -> StoredColumns.named(RowKey.of(row.getLong("row_key")), row, json))
                .list();
    }

    /** Tells rows so that another ledger finds them, by their keys. */
    public Map<RowKey, OriginRow> origins(Collection<RowKey> rows) {
        List<Integer> numbers = rows.stream().map(RowKey::run).distinct().toList();
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Map<Integer, String> runs = new HashMap<>();
        jdbc.sql("select number, id from run where number in (:numbers)")
                .param("numbers", numbers)
                .query(row -> {
                    runs.put(row.getInt("number"), row.getString("id"));
                });
        Map<RowKey, OriginRow> origins = new HashMap<>();
        rows.forEach(row -> origins.put(row, new OriginRow(runs.get(row.run()), row.run(), row.row())));
        return origins;
    }

    /**
     * Takes back reuses without pictures, which earlier versions left when they died in between; returns how many.
     */
    public int takeBackUnshared() {
        return batch.update(
                "update row_state set state = ?, leader = null, changed_at = ? where state = ? and row_key > ?"
                        + " and row_key <= ? and leader is not null"
                        + " and not exists (select 1 from picture own where own.row_key = row_state.row_key)",
                RowState.PENDING.code(),
                clock.millis(),
                RowState.REUSED.code(),
                first,
                last);
    }

    /** Takes back reuses whose files are gone; returns how many of these rows they were. */
    public int takeBackLost(List<RowKey> rows) {
        int[] taken = batch.batchUpdate(
                "update row_state set state = ?, leader = null, changed_at = ? where row_key = ? and state = ?",
                rows.stream()
                        .map(row -> new Object[] {
                            RowState.PENDING.code(), clock.millis(), row.value(), RowState.REUSED.code()
                        })
                        .toList());
        List<Object[]> lost = IntStream.range(0, taken.length)
                .filter(row -> taken[row] > 0)
                .mapToObj(row -> new Object[] {rows.get(row).value()})
                .toList();
        batch.batchUpdate("delete from picture where row_key = ?", lost);
        return lost.size();
    }
}
