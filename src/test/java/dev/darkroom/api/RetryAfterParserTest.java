package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterParserTest {

    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "5, PT5S",
        "'  7\t', PT7S",
        "007, PT7S",
        "0.5, PT0.5S",
        "1.25, PT1.25S",
        "2.0000000000000000000001, PT2S",
        "299, PT4M59S",
        "300, PT5M",
        "301, PT5M1S",
        "3600, PT1H",
        "86400, PT24H",
        "99999999, PT8784H",
        "9223372036854775808, PT8784H"
    })
    void seconds_are_as_long_as_they_say_and_never_longer_than_a_year(String value, Duration wait) {
        assertThat(of(value)).isEqualTo(wait);
    }

    @Test
    void a_number_of_four_hundred_digits_is_a_year() {
        assertThat(of("9".repeat(400))).isEqualTo(Duration.ofDays(366));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat, 21 Nov 2026 20:00:30 GMT       | PT30S",
                "sat, 21 nov 2026 20:00:30 gmt       | PT30S",
                "Sat, 21 Nov 2026 21:00:30 +0100     | PT30S",
                "Saturday, 21-Nov-26 20:00:30 GMT    | PT30S",
                "SATURDAY, 21-NOV-26 20:00:30 GMT    | PT30S",
                "Sat Nov 21 20:00:30 2026            | PT30S",
                "'  Sat, 21 Nov 2026 20:00:30 GMT '  | PT30S",
                "Sun, 06 Dec 2026 08:49:37 GMT       | PT348H49M37S",
                "Sunday, 06-Dec-26 08:49:37 GMT      | PT348H49M37S",
                "Sun Dec  6 08:49:37 2026            | PT348H49M37S",
                "Sat, 21 Nov 2026 20:00:00 GMT       | PT0S",
                "Sat, 21 Nov 2026 19:59:59 GMT       | PT0S",
                "Sun, 06 Nov 1994 08:49:37 GMT       | PT0S",
                "Sunday, 06-Nov-94 08:49:37 GMT      | PT0S",
                "Sun Nov  6 08:49:37 1994            | PT0S",
                "Fri, 31 Dec 9999 23:59:59 GMT       | PT8784H"
            })
    void a_date_in_any_of_the_three_forms_is_waited_for(String value, Duration wait) {
        assertThat(of(value)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-99999999",
                "+5",
                "1e400",
                "5s",
                "5;6",
                "5, 6",
                ".5",
                "5.",
                "0x10",
                "٥",
                "NaN",
                "Infinity",
                "soon",
                "null",
                "PT5S",
                "2026-11-21T20:00:30Z",
                "Sat, 31 Feb 2026 20:00:30 GMT",
                "Mon, 21 Nov 2026 20:00:30 GMT",
                "Sat, 21 Nov 2026 25:00:30 GMT",
                "Saturday, 21-Nov-26 20:00:30 CET",
                "Sat, 21 Nov 2026 20:00:30 GMT, 5",
                "Sat Nov 21 20:00:30"
            })
    void what_cannot_be_read_says_nothing(String value) {
        assertThat(of(value)).isNull();
    }

    @Test
    void a_long_header_is_no_date() {
        assertThat(of("Sat, 21 Nov 2026 20:00:30 GMT" + " ".repeat(100_000) + "x"))
                .isNull();
    }

    @Test
    void a_missing_header_says_nothing() {
        assertThat(RetryAfterParser.of(HttpHeaders.of(Map.of(), (name, value) -> true), NOW))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat, 21 Nov 2026 20:00:00 GMT | PT30S",
                "Sat, 21 Nov 2026 20:00:20 GMT | PT10S",
                "Sat Nov 21 20:00:20 2026      | PT10S",
                "Saturday, 21-Nov-26 20:00:20 GMT | PT10S",
                "Sat, 21 Nov 2026 20:01:00 GMT | PT0S",
                "Sat, 21 Nov 2026 03:00:00 GMT | PT17H30S",
                "not a date                    | PT30S"
            })
    void a_date_is_held_against_the_answers_own(String date, Duration wait) {
        assertThat(of(date, "Sat, 21 Nov 2026 20:00:30 GMT")).isEqualTo(wait);
    }

    @Test
    void a_clock_that_is_years_off_does_no_harm() {
        assertThat(of("Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:12 GMT"))
                .isEqualTo(Duration.ofSeconds(12));
        assertThat(of("Wednesday, 01-Jan-70 00:00:00 GMT", "30")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void of_several_that_can_be_read_the_longest_counts() {
        assertThat(of(null, "2", "soon", "Sat, 21 Nov 2026 20:00:09 GMT", "-4", "1"))
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(of(null, "soon", "-4")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retry-After", "retry-after", "RETRY-AFTER"})
    void a_headers_name_may_be_written_any_way(String name) {
        assertThat(RetryAfterParser.of(HttpHeaders.of(Map.of(name, List.of("3")), (key, value) -> true), NOW))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_machines_language_does_not_matter() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(of("SATURDAY, 21-NOV-26 20:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
        } finally {
            Locale.setDefault(usual);
        }
    }

    private static @Nullable Duration of(String value) {
        return of(null, value);
    }

    private static @Nullable Duration of(@Nullable String date, String... values) {
        Map<String, List<String>> headers = date == null
                ? Map.of("Retry-After", List.of(values))
                : Map.of("Retry-After", List.of(values), "Date", List.of(date));
        return RetryAfterParser.of(HttpHeaders.of(headers, (name, value) -> true), NOW);
    }
}
