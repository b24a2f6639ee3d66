package dev.darkroom.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every row of a run asks for, in manifest order, a page in memory at a time. */
public final class RowInputs implements Iterable<RowInput> {

    private static final int PAGE = 1_000;
    private static final String PROMPT = "prompt";
    private static final String SOURCES = "image_urls";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunRecord run;

    public RowInputs(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
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
        return jdbc.sql("select row_key, input from row_input where row_key > ? and row_key <= ?"
                        + " order by row_key limit ?")
                .params(after, RowKey.lastOf(run.number()), PAGE)
                .query((row, index) -> toInput(row))
                .list();
    }

    private RowInput toInput(ResultSet row) throws SQLException {
        long number = RowKey.of(row.getLong("row_key")).row();
        String input = row.getString("input");
        if (input == null) {
            return new RowInput(number, null, List.of());
        }
        JsonNode fields = json.readTree(input);
        List<String> sources = fields.path(SOURCES)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
        return new RowInput(number, prompt(fields.path(PROMPT)), sources);
    }

    private static @Nullable String prompt(JsonNode prompt) {
        return prompt.isString() ? prompt.stringValue() : null;
    }
}
