package dev.darkroom.jobfile.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineRuleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // An evening's start means the next morning, one after midnight the same.
        "2026-11-21T21:00:00Z, 06:00, 2026-11-22T05:00:00Z",
        "2026-11-22T02:00:00Z, 06:00, 2026-11-22T05:00:00Z",
        // On the stroke, and after it, the next day's is meant: a resume at noon has the whole of another night.
        "2026-11-22T05:00:00Z, 06:00, 2026-11-23T05:00:00Z",
        "2026-11-22T11:00:00Z, 06:00, 2026-11-23T05:00:00Z",
        // The last Sunday of March has no 02:30: the clocks show 03:30 then.
        "2026-03-28T22:00:00Z, 02:30, 2026-03-29T01:30:00Z",
        "2026-03-28T22:00:00Z, 06:00, 2026-03-29T04:00:00Z",
        // The last Sunday of October has it twice.
        "2026-10-24T20:00:00Z, 02:30, 2026-10-25T00:30:00Z",
        "2026-10-25T00:40:00Z, 02:30, 2026-10-25T01:30:00Z",
        "2026-10-25T01:10:00Z, 02:30, 2026-10-25T01:30:00Z",
        "2026-10-25T01:40:00Z, 02:30, 2026-10-26T01:30:00Z",
        "2026-10-24T20:00:00Z, 06:00, 2026-10-25T05:00:00Z"
    })
    void a_time_of_day_is_the_next_one_on_the_clocks_of_the_zone(Instant start, LocalTime at, Instant deadline) {
        assertThat(new DeadlineRule(null, at).from(start, BERLIN)).isEqualTo(deadline);
    }

    @Test
    void a_duration_counts_from_the_start_of_the_process_whatever_the_clocks_do() {
        assertThat(new DeadlineRule(Duration.ofHours(6), null).from(Instant.parse("2026-10-24T20:00:00Z"), BERLIN))
                .isEqualTo("2026-10-25T02:00:00Z");
    }
}
