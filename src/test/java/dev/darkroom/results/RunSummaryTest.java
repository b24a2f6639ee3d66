package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void a_pause_is_told_in_the_users_zone_and_never_ends_before_the_minute_told() {
        assertThat(message("2026-11-21T13:52:00Z")).isEqualTo("paused until 14:52");
        assertThat(message("2026-11-21T13:51:00.001Z")).isEqualTo("paused until 14:52");
    }

    @Test
    void a_pause_until_another_day_names_it() {
        assertThat(message("2026-11-22T01:10:00Z")).isEqualTo("paused until 2026-11-22 02:10");
    }

    @Test
    void without_a_pause_or_after_it_there_is_nothing_to_tell() {
        assertThat(SampleSummaries.running().pausedMessage(BERLIN)).isNull();
        assertThat(message("2026-11-21T12:05:00.123Z")).isNull();
    }

    @Test
    void a_pause_is_read_back_from_the_file() {
        RunSummary paused = SampleSummaries.paused(Instant.parse("2026-11-21T13:52:00Z"));
        assertThat(SummaryJson.write(paused)).contains("\"paused_until\" : \"2026-11-21T13:52:00.000Z\"");
        assertThat(SummaryJson.read(SummaryJson.write(paused))).isEqualTo(paused);
    }

    private static @Nullable String message(String end) {
        return SampleSummaries.paused(Instant.parse(end)).pausedMessage(BERLIN);
    }
}
