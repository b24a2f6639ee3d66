package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.CsvDialect;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {

    private static final String HEADER =
            "id,line,status,reason,model,request_id,output_urls,files,sha256,bytes,width,height,"
                    + "content_type,seed,attempts,submitted_at,completed_at,queue_ms,run_ms,download_ms,cost_usd,input_key,flags,"
                    + "redo_of";

    private final StringWriter text = new StringWriter();

    @Test
    void the_header_is_the_agreed_one_then_the_kept_columns() throws IOException {
        write(List.of("brand", "category"));

        assertThat(text).hasToString(HEADER + ",brand,category\n");
    }

    @Test
    void kept_columns_with_taken_names_get_others_that_are_free() {
        ResultColumns columns = new ResultColumns(List.of("id", "kept_id", "brand", "status"));

        assertThat(columns.kept().values()).containsExactly("kept_id", "kept_kept_id", "brand", "kept_status");
    }

    @Test
    void a_row_that_succeeded_has_its_pictures_side_by_side() throws IOException {
        write(
                List.of("brand"),
                aRow(1).succeeded(2, 3.5, "0.040000")
                        .flags("SMALL", "SQUARE")
                        .kept("{\"brand\":\"Müller & Söhne\"}")
                        .build());

        assertThat(lines().get(1))
                .containsExactly(
                        "row-1",
                        "2",
                        "succeeded",
                        "",
                        OutcomeBuilder.MODEL,
                        "req-1",
                        "https://cdn.runcomfy.net/1/1.png|https://cdn.runcomfy.net/1/2.png",
                        "images/row-1-1.png|images/row-1-2.png",
                        "1".repeat(64) + "|" + "2".repeat(64),
                        "1001|1002",
                        "1024|1024",
                        "768|768",
                        "image/png|image/png",
                        "42",
                        "1",
                        "2026-11-21T12:00:00.000Z",
                        "2026-11-21T12:00:03.500Z",
                        "250",
                        "",
                        "",
                        "0.04",
                        "k".repeat(64),
                        "SMALL|SQUARE",
                        "",
                        "Müller & Söhne");
    }

    @Test
    void a_row_without_a_picture_says_why_in_the_services_words() throws IOException {
        write(
                List.of(),
                aRow(1).ended(RowStatus.FAILED, "JOB_FAILED", "=\"content\",\npolicy", 1)
                        .build());

        assertThat(text.toString()).contains(",failed,\"JOB_FAILED: =\"\"content\"\",\npolicy\",");
    }

    @Test
    void kept_values_of_any_kind_become_cells() throws IOException {
        write(
                List.of("price", "tags", "size", "sale", "none", "missing"),
                aRow(1).kept("{\"price\":1.5,\"tags\":[\"a\",\"b\"],\"size\":{\"w\":1},\"sale\":true,\"none\":null}")
                        .build());

        assertThat(lines().get(1).subList(24, 30)).containsExactly("1.5", "a|b", "{\"w\":1}", "true", "", "");
    }

    @Test
    void the_rows_keep_the_manifests_order() throws IOException {
        write(List.of(), aRow(1).build(), aRow(2).build(), aRow(3).build());

        assertThat(lines()).extracting(cells -> cells.get(0)).containsExactly("id", "row-1", "row-2", "row-3");
    }

    private List<List<String>> lines() {
        return CsvText.parse(text.toString(), ',');
    }

    private void write(List<String> kept, RowOutcome... rows) throws IOException {
        ResultsCsv csv = new ResultsCsv(new CsvFile(text, new CsvDialect(',', '.', false)), new ResultColumns(kept));
        for (RowOutcome row : rows) {
            csv.add(row);
        }
    }
}
