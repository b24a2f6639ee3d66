package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationSamplesTest {

    private final DurationSamples durations = new DurationSamples();

    @Test
    void of_none_there_is_no_percentile() {
        assertThat(durations.percentile(0.5)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 1.000", "0.5, 2.500", "0.95, 3.850", "1, 4.000"})
    void between_two_durations_it_is_interpolated(double share, String seconds) {
        IntStream.of(3_000, 1_000, 4_000, 2_000).forEach(durations::add);

        assertThat(durations.percentile(share)).hasToString(seconds);
    }

    @Test
    void of_one_duration_every_percentile_is_that_one() {
        durations.add(1_234);

        assertThat(durations.percentile(0.5)).hasToString("1.234");
        assertThat(durations.percentile(0.95)).hasToString("1.234");
    }

    @Test
    void more_may_be_added_after_a_look() {
        durations.add(5_000);
        assertThat(durations.percentile(1)).hasToString("5.000");
        durations.add(1_000);

        assertThat(durations.percentile(0)).hasToString("1.000");
    }

    @Test
    void many_are_exact() {
        IntStream.rangeClosed(0, 100_000).map(n -> 100_000 - n).forEach(durations::add);

        assertThat(durations.percentile(0.5)).hasToString("50.000");
        assertThat(durations.percentile(0.95)).hasToString("95.000");
    }

    @Test
    void clocks_that_went_back_and_endless_waits_do_no_harm() {
        durations.add(-5);
        assertThat(durations.percentile(1)).hasToString("0.000");
        durations.add(Long.MAX_VALUE);

        assertThat(durations.percentile(1)).hasToString("2147483.647");
    }
}
