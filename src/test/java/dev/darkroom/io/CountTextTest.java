package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0    | 0 rows     | 0 rows are
            1    | 1 row      | 1 row is
            2    | 2 rows     | 2 rows are
            1204 | 1,204 rows | 1,204 rows are
            """)
    void one_is_singular_and_all_others_are_plural(long count, String rows, String withVerb) {
        assertThat(CountText.of(count, "row")).isEqualTo(rows);
        assertThat(CountText.of(count, "row is", "rows are")).isEqualTo(withVerb);
    }
}
