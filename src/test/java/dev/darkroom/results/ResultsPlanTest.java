package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.manifest.CsvDialect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsPlanTest {

    @Test
    void a_report_by_a_column_that_is_not_kept_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> plan(List.of("brand", "category"), List.of("brnd")))
                .isInstanceOf(UnknownColumnException.class)
                .hasMessageContaining("brnd")
                .hasMessageContaining("the nearest is brand");
    }

    @Test
    void where_no_column_is_near_those_that_are_kept_are_named() {
        assertThatThrownBy(() -> plan(List.of("brand", "colour"), List.of("warehouse")))
                .hasMessageEndingWith("; it may be brand, colour");
    }

    @Test
    void without_kept_columns_there_is_no_nearest() {
        assertThatThrownBy(() -> plan(List.of(), List.of("brand"))).hasMessageContaining("no column is kept");
    }

    @Test
    void a_column_may_be_called_as_in_the_manifest_or_as_in_the_results_and_counts_once() {
        assertThat(plan(List.of("status", "brand"), List.of("kept_status", "status", "brand"))
                        .by())
                .containsExactly("status", "brand");
    }

    @Test
    void the_report_by_model_is_there_anyway() {
        assertThat(plan(List.of("brand"), List.of("model")).by()).isEmpty();
    }

    private static ResultsPlan plan(List<String> kept, List<String> by) {
        return new ResultsPlan("night", Path.of("out"), new CsvDialect(',', '.', false), List.of(), kept, by);
    }
}
