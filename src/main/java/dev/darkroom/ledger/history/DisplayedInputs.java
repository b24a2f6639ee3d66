package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.models.RequestInput;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the input of every row of a run, in manifest order, a page in memory at a time. The prompt of a row that shares
 * another's picture is the one the picture was made from.
 */
public final class DisplayedInputs implements Iterable<DisplayedInput> {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final PictureProvenance origins;
    private final JsonMapper json;
    private final RunRecord run;

    public DisplayedInputs(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.origins = new PictureProvenance(dataSource);
        this.json = json;
        this.run = run;
    }

    @Override
    public Iterator<DisplayedInput> iterator() {
        return new PageIterator<>(
                RowKey.firstOf(run.number()),
                this::page,
                input -> new RowKey(run.number(), (int) input.number()).value());
    }

    private List<DisplayedInput> page(long after) {
        List<InputReference> rows = jdbc.sql("select row_key, input from row_input where row_key > ? and row_key <= ?"
                        + " order by row_key limit ?")
                .params(after, RowKey.lastOf(run.number()), PAGE)
                .query((row, index) -> new InputReference(row.getLong("row_key"), row.getString("input")))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, PictureProvenance.PictureOrigin> shared = origins.among(after, rows.get(rows.size() - 1).key);
        return rows.stream().map(row -> toInput(row, shared.get(row.key))).toList();
    }

    private DisplayedInput toInput(InputReference row, PictureProvenance.@Nullable PictureOrigin origin) {
        long number = RowKey.of(row.key).row();
        if (row.input == null) {
            return new DisplayedInput(number, null, List.of());
        }
        RequestInput own = new RequestInput(json.readTree(row.input));
        RequestInput made =
                origin == null || origin.input() == null ? own : new RequestInput(json.readTree(origin.input()));
        return new DisplayedInput(number, made.prompt(), own.pictures());
    }

    private record InputReference(long key, @Nullable String input) {}
}
