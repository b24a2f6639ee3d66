package dev.darkroom.lending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseSizeTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2, 1000, 5",
        "300, 4, 100000, 375",
        "1000, 2, 1000000, 500",
        "300, 4, 80, 10",
        "0.1, 3, 1000, 1",
        "2, 2, 0, 1"
    })
    void is_work_for_some_seconds_and_less_towards_the_end(double perSecond, int parts, long pending, int rows) {
        assertThat(LeaseSize.of(perSecond, parts, pending)).isEqualTo(rows);
    }
}
