package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportNamesTest {

    private final ReportNames names = new ReportNames();

    @ParameterizedTest
    @CsvSource({"brand, by-brand.csv", "Größe, by-Größe.csv", "kept_status, by-kept_status.csv", "a.b-c, by-a.b-c.csv"})
    void a_harmless_name_stays(String column, String file) {
        assertThat(names.by(column)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "a/b", "a\\b", "C:x", "a b", "a\u0000b", "a*?b", "e\u0301", "\u202egpj"})
    void a_name_that_had_to_change_says_so_by_its_hash(String column) {
        assertThat(names.by(column)).matches("by-[\\p{L}\\p{N}_.-]+-[0-9a-f]{8}\\.csv");
    }

    @Test
    void names_that_differ_by_case_alone_get_files_of_their_own() {
        assertThat(names.by("Brand")).isEqualTo("by-Brand.csv");
        assertThat(names.by("brand")).matches("by-brand-[0-9a-f]{8}\\.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "status", "Error", "flag"})
    void the_reports_that_are_always_there_keep_their_names(String column) {
        assertThat(names.by(column)).matches("by-" + column + "-[0-9a-f]{8}\\.csv");
    }

    @Test
    void a_long_name_is_cut() {
        assertThat(names.by("x".repeat(500))).hasSizeLessThan(90);
    }
}
