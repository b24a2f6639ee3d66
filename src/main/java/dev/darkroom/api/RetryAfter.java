package dev.darkroom.api;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds, or an HTTP date held against the answer's own {@code Date} (RFC 9110, 10.2.3). */
final class RetryAfter {

    private static final Duration MOST = Duration.ofMinutes(5);

    private RetryAfter() {}

    /** Returns how long to wait, between nothing and five minutes, or null if the header is missing or garbled. */
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d+(\\.\\d+)?")) {
            return clamped(Duration.ofMillis((long) Math.min(1e12, Double.parseDouble(value) * 1000)));
        }
        Instant until = date(value);
        if (until == null) {
            return null;
        }
        Instant theirs = date(headers.firstValue("Date").orElse(""));
        return clamped(Duration.between(theirs == null ? now : theirs, until));
    }

    private static @Nullable Instant date(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration clamped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
