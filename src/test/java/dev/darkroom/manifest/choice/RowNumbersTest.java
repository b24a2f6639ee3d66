package dev.darkroom.manifest.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowNumbersTest {

    @Test
    void numbers_ranges_and_open_ranges_are_read() {
        assertThat(among("3")).containsExactly(3L);
        assertThat(among("2-4")).containsExactly(2L, 3L, 4L);
        assertThat(among("1-2, 5 ,9-")).containsExactly(1L, 2L, 5L, 9L, 10L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "a", "3-1", "1,,2", "-5", "1..3", "99999999999"})
    void others_are_refused(String text) {
        assertThatThrownBy(() -> RowNumbers.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> among(String text) {
        RowNumbers numbers = RowNumbers.parse(text);
        return LongStream.rangeClosed(1, 10).filter(numbers::has).boxed().toList();
    }
}
