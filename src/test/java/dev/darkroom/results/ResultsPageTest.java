package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.MarkdownPage;
import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.results.ColumnValue.MoneyValue;
import dev.darkroom.results.ColumnValue.NumberList;
import dev.darkroom.results.ColumnValue.TextList;
import dev.darkroom.results.ColumnValue.TextValue;
import dev.darkroom.results.ColumnValue.TimeValue;
import dev.darkroom.results.ColumnValue.WholeNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** docs/results.md says what a run leaves: neither names what the other does not have. */
class ResultsPageTest {

    private static final String CELL = "`([^`]+)`";

    private final MarkdownPage page;

    @TempDir
    private Path output;

    ResultsPageTest() throws IOException {
        page = MarkdownPage.read("docs/results.md");
    }

    @Test
    void every_column_is_listed_in_its_order_with_its_kind_in_json() {
        assertThat(page.firstCells("| column |", "(`[^`]+` \\| [^|]+) \\|"))
                .containsExactlyElementsOf(Stream.concat(ResultColumn.OWN.stream(), ResultColumn.REVIEW.stream())
                        .map(column -> "`" + column.title() + "` | " + kind(column.value()))
                        .toList());
    }

    @Test
    void every_status_is_listed_in_the_reports_order() {
        assertThat(page.firstCells("| status |", CELL))
                .containsExactlyElementsOf(Arrays.stream(RowStatus.values())
                        .map(RowStatus::keyword)
                        .toList());
    }

    @Test
    void every_report_file_is_listed_with_its_columns() throws IOException {
        new ResultsProjection(FileMover.atomic())
                .write(plan(), facts(), List.of(), List.of(), () -> FakeManifest.of(List.of("sku")));
        List<String> written = new ArrayList<>();
        try (Stream<Path> files = Files.list(output.resolve("report"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".csv")).toList()) {
                String name = file.getFileName().toString().replace("by-brand", "by-<column>");
                String header = Files.readAllLines(file).get(0).replace(",", ", ");
                written.add("`" + name + "` | `" + header + "`");
            }
        }

        assertThat(page.firstCells("| file | columns |", "(`[^`]+` \\| `[^`]+`) \\|"))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(Arrays.stream(ServiceCall.values()).map(call -> "`" + call.keyword() + "`"))
                .allSatisfy(call -> assertThat(page.text()).contains(call));
    }

    @Test
    void every_key_of_the_summary_is_listed_in_its_order() {
        String summary = SummaryJson.write(SampleSummaries.running());

        assertThat(page.firstCells("| key |", CELL))
                .containsExactlyElementsOf(new JsonMapper().readTree(summary).propertyNames());
        for (String part : List.of("requests", "cost", "review")) {
            assertThat(new JsonMapper().readTree(summary).get(part).propertyNames())
                    .allSatisfy(key -> assertThat(page.text()).contains("`" + key + "`"));
        }
    }

    private static String kind(ColumnValue value) {
        if (value instanceof TextList) {
            return "list of texts";
        }
        if (value instanceof NumberList) {
            return "list of numbers";
        }
        assertThat(value).isInstanceOfAny(TextValue.class, TimeValue.class, WholeNumber.class, MoneyValue.class);
        return value instanceof TextValue || value instanceof TimeValue ? "text" : "number";
    }

    private ResultsPlan plan() {
        return new ResultsPlan(
                "night", output, new CsvDialect(',', '.', false), List.of("sku"), List.of("brand"), List.of("brand"));
    }

    private static RunFacts facts() {
        RunSummary summary = SampleSummaries.stopped();
        return new RunFacts(summary.requests(), summary.cost(), summary.startedAt(), summary.endedAt());
    }
}
