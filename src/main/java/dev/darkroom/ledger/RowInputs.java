package dev.darkroom.ledger;

import dev.darkroom.models.RequestInput;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every row of a run asks for, in manifest order, a page in memory at a time. The prompt of a row that shares
 * another's picture is the one the picture was made from.
 */
public final class RowInputs implements Iterable<RowInput> {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final Origins origins;
    private final JsonMapper json;
    private final RunRecord run;

    public RowInputs(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.origins = new Origins(dataSource);
        this.json = json;
        this.run = run;
    }

    @Override
    public Iterator<RowInput> iterator() {
        return new Pages<>(
                RowKey.firstOf(run.number()),
                this::page,
                input -> new RowKey(run.number(), (int) input.number()).value());
    }

    private List<RowInput> page(long after) {
        List<Asked> rows = jdbc.sql("select row_key, input from row_input where row_key > ? and row_key <= ?"
                        + " order by row_key limit ?")
                .params(after, RowKey.lastOf(run.number()), PAGE)
                .query((row, index) -> new Asked(row.getLong("row_key"), row.getString("input")))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, Origins.Origin> shared = origins.among(after, rows.get(rows.size() - 1).key);
        return rows.stream().map(row -> toInput(row, shared.get(row.key))).toList();
    }

    private RowInput toInput(Asked row, Origins.@Nullable Origin origin) {
        long number = RowKey.of(row.key).row();
        if (row.input == null) {
            return new RowInput(number, null, List.of());
        }
        RequestInput own = new RequestInput(json.readTree(row.input));
        RequestInput made =
                origin == null || origin.input() == null ? own : new RequestInput(json.readTree(origin.input()));
        return new RowInput(number, made.prompt(), own.pictures());
    }

    private record Asked(long key, @Nullable String input) {}
}
