package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.MarkdownPage;
import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.results.ColumnValue.MoneyValue;
import dev.darkroom.results.ColumnValue.NumberList;
import dev.darkroom.results.ColumnValue.TextList;
import dev.darkroom.results.ColumnValue.TimeValue;
import dev.darkroom.results.ColumnValue.WholeNumber;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds docs/schemas/results.json to the lines that are written. */
class ResultsSchemaTest {

    private static final Set<String> NEVER_NULL = Set.of("id", "line", "status", "attempts");

    private final PublishedSchema schema;

    ResultsSchemaTest() throws IOException {
        schema = PublishedSchema.of("results");
    }

    @Test
    void it_is_made_of_the_columns() throws IOException {
        ObjectNode made = PublishedSchema.head("results", ResultColumns.FORMAT, "A line of results.jsonl");
        made.put("description", "What became of a row of the manifest; results.csv has the same columns.");
        made.put("type", "object").put("additionalProperties", false);
        ArrayNode required = made.putArray("required");
        ObjectNode properties = made.putObject("properties");
        MarkdownPage page = MarkdownPage.read("docs/results.md");
        for (ResultColumn column : ResultColumn.OWN) {
            required.add(column.title());
            ObjectNode property = properties.putObject(column.title());
            property.put("description", SchemaText.of(page, "| column |", column.title()));
            describe(column, property);
        }
        required.add("kept");
        properties
                .putObject("kept")
                .put("description", "The columns of columns.keep by their own names.")
                .put("type", "object");
        for (ResultColumn column : ResultColumn.REVIEW) {
            ObjectNode property = properties.putObject(column.title());
            property.put("description", SchemaText.of(page, "| column |", column.title()));
            describe(column, property);
        }

        PublishedSchema.assertIs("results", made);
    }

    @Test
    void a_row_of_each_kind_is_valid_and_has_every_key() {
        schema.assertDescribes(line(aRow(1).build()));
        schema.assertDescribes(line(aRow(2).succeeded(2, 3.5, "0.04")
                .flags("blurred=12")
                .kept("{\"brand\":\"x\"}")
                .build()));
        schema.assertDescribes(
                line(aRow(3).ended(RowStatus.FAILED, "JOB_FAILED", "no", 2).build()));
    }

    @Test
    void what_no_writer_writes_is_refused() {
        assertThat(schema.faults(line(aRow(1).build()).put("extra", 1))).isNotEmpty();
        assertThat(schema.faults(line(aRow(1).build()).put("status", "lost"))).isNotEmpty();
        assertThat(schema.faults(line(aRow(1).build()).put("line", "2"))).isNotEmpty();
        assertThat(schema.faults(line(aRow(1).build()).without("flags"))).isNotEmpty();
    }

    @Test
    void a_run_that_nobody_has_reviewed_has_no_columns_of_verdicts() {
        ObjectNode line = line(aRow(1).build(), new ResultColumns(List.of()));

        assertThat(schema.faults(line)).isEmpty();
        assertThat(line.propertyNames()).doesNotContain("verdict").endsWith("kept");
        assertThat(new ResultColumns(List.of("verdict", "brand")).names())
                .as("a column of the user's is named the same with and without a review")
                .endsWith("kept_verdict", "brand");
        assertThat(new ResultColumns(List.of("verdict", "brand"), true).names())
                .endsWith(
                        "kept_verdict", "brand", "verdict", "verdict_note", "reviewer", "reviewed_at", "verdict_from");
    }

    private static void describe(ResultColumn column, ObjectNode property) {
        ColumnValue value = column.value();
        if (column.title().equals("status")) {
            Arrays.stream(RowStatus.values()).map(RowStatus::keyword).forEach(property.putArray("enum")::add);
        } else if (value instanceof TextList || value instanceof NumberList) {
            property.put("type", "array")
                    .putObject("items")
                    .put("type", value instanceof TextList ? "string" : "integer");
        } else {
            String type = value instanceof WholeNumber ? "integer" : value instanceof MoneyValue ? "number" : "string";
            if (NEVER_NULL.contains(column.title())) {
                property.put("type", type);
            } else {
                property.putArray("type").add(type).add("null");
            }
            if (value instanceof TimeValue) {
                property.put("format", "date-time");
            }
        }
    }

    private static ObjectNode line(RowOutcome row) {
        return line(row, new ResultColumns(List.of(), true));
    }

    private static ObjectNode line(RowOutcome row, ResultColumns columns) {
        StringWriter text = new StringWriter();
        ResultsJsonl jsonl = new ResultsJsonl(text, columns);
        jsonl.add(row);
        jsonl.finish();
        JsonNode line = new JsonMapper().readTree(text.toString());
        return (ObjectNode) line;
    }
}
