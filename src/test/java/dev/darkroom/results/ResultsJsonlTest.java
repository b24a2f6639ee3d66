package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RowOutcome;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsJsonlTest {

    private final StringWriter text = new StringWriter();

    @Test
    void each_line_has_the_columns_as_keys_and_then_the_kept_ones() {
        write(aRow(1).build(), aRow(2).succeeded(1, 1, "0.02").build());

        List<String> keys = new ArrayList<>(ResultColumns.OWN);
        keys.add("kept");
        assertThat(lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.propertyNames()).containsExactlyElementsOf(keys));
    }

    @Test
    void a_pending_row_has_nulls_and_empty_lists() {
        write(aRow(1).build());

        assertThat(text)
                .hasToString("{\"id\":\"row-1\",\"line\":2,\"status\":\"pending\",\"reason\":null,\"model\":\""
                        + OutcomeBuilder.MODEL
                        + "\",\"request_id\":null,\"output_urls\":[],\"files\":[],\"sha256\":[],\"bytes\":[],\"width\":[],"
                        + "\"height\":[],\"content_type\":[],\"seed\":null,\"attempts\":0,\"submitted_at\":null,"
                        + "\"completed_at\":null,\"queue_ms\":null,\"run_ms\":null,\"download_ms\":null,\"cost_usd\":null,"
                        + "\"input_key\":\"" + "k".repeat(64) + "\",\"flags\":[],\"redo_of\":null,\"kept\":{}}\n");
    }

    @Test
    void numbers_are_numbers_and_pictures_are_parallel_lists() {
        write(aRow(1).succeeded(2, 3.5, "0.0400")
                .kept("{\"brand\":\"=x\",\"size\":1.50}")
                .build());

        JsonNode line = lines().get(0);
        assertThat(line.path("files").toString()).isEqualTo("[\"images/row-1-1.png\",\"images/row-1-2.png\"]");
        assertThat(line.path("bytes").toString()).isEqualTo("[1001,1002]");
        assertThat(line.path("width").toString()).isEqualTo("[1024,1024]");
        assertThat(line.path("seed").toString()).isEqualTo("42");
        assertThat(line.path("queue_ms").toString()).isEqualTo("250");
        assertThat(line.path("completed_at").stringValue()).isEqualTo("2026-11-21T12:00:03.500Z");
        assertThat(text.toString()).contains("\"cost_usd\":0.04,").contains("\"kept\":{\"brand\":\"=x\",\"size\":1.5");
    }

    @Test
    void a_tiny_cost_has_no_exponent() {
        write(
                aRow(1).succeeded(1, 1, "1E-7").build(),
                aRow(2).succeeded(1, 1, "1E+2").build());

        assertThat(text.toString()).contains("\"cost_usd\":0.0000001,").contains("\"cost_usd\":100.00,");
    }

    @Test
    void line_breaks_stay_inside_their_line() {
        write(aRow(1).id("a\nb").build());

        assertThat(text.toString().lines()).hasSize(1);
        assertThat(lines().get(0).path("id").stringValue()).isEqualTo("a\nb");
    }

    private List<JsonNode> lines() {
        JsonMapper json = new JsonMapper();
        return text.toString().lines().map(json::readTree).toList();
    }

    private void write(RowOutcome... rows) {
        ResultsJsonl jsonl = new ResultsJsonl(text, new ResultColumns(List.of()));
        for (RowOutcome row : rows) {
            jsonl.add(row);
        }
        jsonl.finish();
    }
}
