package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityValuesTest {

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "2s,PT2S",
        "1.5s,PT1.5S",
        "10m,PT10M",
        "6h,PT6H",
        "30d,PT720H",
        "0,PT0S",
        "0s,PT0S",
        "PT10M,PT10M",
        "P1D,PT24H"
    })
    void durations(String text, Duration duration) {
        assertThat(QuantityValues.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10 m", "ten", "-1s", "PT-1S", "1w", "1S", "999999999999999d", "0.0000000001s"})
    void no_durations(String text) {
        assertThat(catchThrowable(() -> QuantityValues.duration(text)))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1/s,PT1S",
        "2/s,PT0.5S",
        "120/min,PT0.5S",
        "3000/h,PT1.2S",
        "0.5/s,PT2S",
        "30/m,PT2S",
        "3/s,PT0.333333333S"
    })
    void rates(String text, Duration interval) {
        assertThat(QuantityValues.rate(text).interval()).isEqualTo(interval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/s", "-1/s", "2/d", "2 /s", "/s", "2/", "2000000000/s", "fast"})
    void no_rates(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuantityValues.rate(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1000,1000",
        "1B,1",
        "512KB,512000",
        "200MB,200000000",
        "1GB,1000000000",
        "1.5kb,1500",
        "1 KiB,1024",
        "1MiB,1048576",
        "1GiB,1073741824"
    })
    void sizes(String text, long bytes) {
        assertThat(QuantityValues.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.1", "MB", "-1MB", "1TB", "1ib", "1,5MB"})
    void no_sizes(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuantityValues.size(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,100,true",
        "0,1,100,false",
        "3,3,3,true",
        "3,4,100,false",
        "5%,5,100,true",
        "5%,6,100,false",
        "5%,1,20,true",
        "5%,1,19,false",
        "0%,0,0,true",
        "100%,9,9,true",
        "2.5%,1,40,true"
    })
    void thresholds(String text, long failed, long total, boolean allowed) {
        assertThat(QuantityValues.threshold(text).allows(failed, total)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "101%", "%", "-5%", "many"})
    void no_thresholds(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuantityValues.threshold(text));
    }

    @ParameterizedTest
    @CsvSource({"1s..1m,PT1S,PT1M", "2s .. 2s,PT2S,PT2S"})
    void ranges(String text, Duration from, Duration to) {
        assertThat(QuantityValues.range(text)).isEqualTo(new QuantityValues.DurationRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "1s..", "1m..1s", "0s..1s", "1s..2s..3s", "1s-1m"})
    void no_ranges(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuantityValues.range(text));
    }

    @ParameterizedTest
    @CsvSource({
        "6h,2026-11-21T22:00:00Z,2026-11-22T04:00:00Z",
        "06:00,2026-11-21T22:00:00Z,2026-11-22T06:00:00Z",
        "23:30,2026-11-21T22:00:00Z,2026-11-21T23:30:00Z",
        "22:00,2026-11-21T22:00:00Z,2026-11-22T22:00:00Z",
        "6:05,2026-11-21T06:04:59Z,2026-11-21T06:05:00Z"
    })
    void deadlines(String text, Instant start, Instant deadline) {
        assertThat(QuantityValues.deadline(text).from(start, ZoneOffset.UTC)).isEqualTo(deadline);
    }

    @Test
    void a_time_of_day_keeps_to_the_clock_on_the_wall_when_summer_time_ends() {
        Instant evening = Instant.parse("2026-10-24T20:00:00Z");

        assertThat(QuantityValues.deadline("06:00").from(evening, ZoneId.of("Europe/Berlin")))
                .isEqualTo(Instant.parse("2026-10-25T05:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24:00", "06:60", "6", "0s", "360"})
    void no_deadlines(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuantityValues.deadline(text));
    }
}
