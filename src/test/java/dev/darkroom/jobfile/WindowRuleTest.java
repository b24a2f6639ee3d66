package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.darkroom.jobfile.rules.WindowRule;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowRuleTest {

    private static final ZoneId SYSTEM = ZoneId.of("America/New_York");

    /** Clocks in Berlin are put forward on 2026-03-29 at 01:00 UTC, and back on 2026-10-25 at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "shut",
            value = {
                "22:00-06:00, 2026-11-21T20:59:59Z, shut",
                "22:00-06:00, 2026-11-21T21:00:00Z, 2026-11-22T05:00:00Z",
                "22:00-06:00, 2026-11-22T04:59:59Z, 2026-11-22T05:00:00Z",
                "22:00-06:00, 2026-11-22T05:00:00Z, shut",
                "09:00-17:00, 2026-11-21T08:00:00Z, 2026-11-21T16:00:00Z",
                "09:00-17:00, 2026-11-21T16:00:00Z, shut",
                "18:00-24:00, 2026-11-21T22:59:59Z, 2026-11-21T23:00:00Z",
                "18:00-24:00, 2026-11-21T23:00:00Z, shut",
                // The night is an hour shorter, and an hour longer.
                "22:00-06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
                "22:00-06:00, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z",
                "22:00-06:00, 2026-10-25T01:30:00Z, 2026-10-25T05:00:00Z",
                // A time that the clocks skip.
                "02:30-06:00, 2026-03-29T00:59:59Z, shut",
                "02:30-06:00, 2026-03-29T01:00:00Z, 2026-03-29T04:00:00Z",
                "22:00-02:30, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
                "22:00-02:30, 2026-03-29T01:00:00Z, shut",
                "02:10-02:40, 2026-03-29T01:00:00Z, shut",
                // A time that they show twice.
                "22:00-02:30, 2026-10-25T00:29:59Z, 2026-10-25T00:30:00Z",
                "22:00-02:30, 2026-10-25T01:10:00Z, shut",
                "02:30-06:00, 2026-10-25T00:30:00Z, shut",
                "02:30-06:00, 2026-10-25T01:30:00Z, 2026-10-25T05:00:00Z",
                "02:10-02:40, 2026-10-25T00:10:00Z, 2026-10-25T00:40:00Z",
                "02:10-02:40, 2026-10-25T01:10:00Z, shut",
            })
    void it_is_open_while_the_clocks_of_its_zone_show_a_time_in_it(String times, Instant now, @Nullable Instant end) {
        WindowRule window = WindowValues.window(times + " Europe/Berlin");

        assertThat(window.endOfOpen(now, SYSTEM).orElse(null)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "22:00-06:00, 2026-11-21T12:00:00Z, 2026-11-21T21:00:00Z",
        "22:00-06:00, 2026-11-21T21:00:00Z, 2026-11-22T21:00:00Z",
        "22:00-06:00, 2026-11-22T05:05:00Z, 2026-11-22T21:00:00Z",
        "02:30-06:00, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
        "02:10-02:40, 2026-03-28T12:00:00Z, 2026-03-30T00:10:00Z",
        "02:30-06:00, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z",
    })
    void it_tells_when_it_opens_next(String times, Instant now, Instant opens) {
        WindowRule window = WindowValues.window(times + " Europe/Berlin");

        assertThat(window.opensAfter(now, SYSTEM)).isEqualTo(opens);
    }

    @Test
    void without_a_zone_it_goes_by_the_systems() {
        WindowRule window = WindowValues.window("22:00-06:00");
        Instant evening = Instant.parse("2026-11-22T03:00:00Z");

        assertThat(window.endOfOpen(evening, SYSTEM)).contains(Instant.parse("2026-11-22T11:00:00Z"));
        assertThat(window).hasToString("22:00-06:00");
        assertThat(WindowValues.window("9:00 - 17:30 Asia/Tokyo")).hasToString("09:00-17:30 Asia/Tokyo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22:00",
                "22:00-25:00",
                "24:00-06:00",
                "22:60-06:00",
                "06:00-06:00",
                "00:00-24:00",
                "22-6",
                "22:00-06:00 Nowhere/Else",
                "22:00-06:00 Europe/Berlin now"
            })
    void what_is_no_window_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WindowValues.window(text));
    }

    /** Each minute of the days around both changes: whatever is open shows a time of the window on its clocks. */
    @ParameterizedTest
    @ValueSource(strings = {"22:00-06:00", "02:30-06:00", "22:00-02:30", "02:10-02:40", "01:00-02:00", "03:00-01:59"})
    void nothing_is_open_while_the_clocks_show_another_time(String times) {
        WindowRule window = WindowValues.window(times + " Europe/Berlin");
        for (String day : new String[] {"2026-03-28T00:00:00Z", "2026-10-24T00:00:00Z"}) {
            Instant first = Instant.parse(day);
            for (int minute = 0; minute < 3 * 24 * 60; minute++) {
                Instant now = first.plusSeconds(60L * minute);
                var shown = now.atZone(ZoneId.of("Europe/Berlin")).toLocalTime();
                boolean afterFrom = !shown.isBefore(window.from());
                boolean beforeTo = shown.isBefore(window.to());
                boolean in = window.from().isBefore(window.to()) ? afterFrom && beforeTo : afterFrom || beforeTo;
                if (window.endOfOpen(now, SYSTEM).isPresent()) {
                    assertThat(in).as("%s at %s, %s", times, now, shown).isTrue();
                } else {
                    assertThat(window.opensAfter(now, SYSTEM)).isAfter(now);
                }
            }
        }
    }
}
