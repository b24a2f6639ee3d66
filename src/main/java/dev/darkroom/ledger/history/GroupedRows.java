package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The rows that a run has purchased and that succeeded, by a kept column: in manifest order, a page in memory at a time. */
public final class GroupedRows {

    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunRecord run;
    private final String column;

    /** @param column the kept column */
    public GroupedRows(DataSource dataSource, JsonMapper json, RunRecord run, String column) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
        this.run = run;
        this.column = column;
    }

    /**
     * Returns the next page, empty behind the last.
     *
     * @param after the row number to start behind
     */
    public List<GroupedRow> after(int after) {
        List<GroupedRow> rows = jdbc.sql("""
                        select s.row_key, s.attempt, i.kept
                        from (select row_key, attempt from row_state
                              where row_key > ? and row_key <= ? and state = ?
                              order by row_key limit ?) s
                        join row_input i on i.row_key = s.row_key
                        order by s.row_key""")
                .params(
                        RowKey.firstOf(run.number()) + after,
                        RowKey.lastOf(run.number()),
                        RowState.SUCCEEDED.code(),
                        PAGE)
                .query((row, index) -> new GroupedRow(
                        RowKey.of(row.getLong("row_key")),
                        row.getInt("attempt"),
                        json.readTree(row.getString("kept"))
                                .path(column)
                                .asString("")
                                .strip(),
                        List.of()))
                .list();
        return rows.isEmpty() ? rows : flagged(rows);
    }

    private List<GroupedRow> flagged(List<GroupedRow> rows) {
        Map<Long, List<List<String>>> flags = new HashMap<>();
        jdbc.sql("select row_key, flags from picture where row_key >= ? and row_key <= ? order by row_key, n")
                .params(
                        rows.get(0).key().value(),
                        rows.get(rows.size() - 1).key().value())
                .query(row -> {
                    flags.computeIfAbsent(row.getLong("row_key"), key -> new ArrayList<>())
                            .add(StoredColumns.flags(row.getString("flags")));
                });
        return rows.stream()
                .map(row -> new GroupedRow(
                        row.key(),
                        row.attempt(),
                        row.group(),
                        flags.getOrDefault(row.key().value(), List.of())))
                .toList();
    }
}
