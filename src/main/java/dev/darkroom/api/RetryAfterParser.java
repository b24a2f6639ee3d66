package dev.darkroom.api;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After}: seconds, which some servers write with a fraction, or an HTTP date, which is held against
 * the answer's own {@code Date}, so that neither clock need be right. Of several the longest counts: coming too
 * early costs another 429. How long is too long to wait is for the caller to say.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, Retry-After</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, the three forms of an HTTP date</a>
 */
public final class RetryAfterParser {

    /** The longest wait: longer than any run waits for a service, and short enough to be added up. */
    static final Duration MAX = Duration.ofDays(366);

    /** A number of seconds; no number of more digits is meant, and none of these overflows. */
    private static final Pattern SECONDS = Pattern.compile("(\\d+)(\\.\\d{1,30})?");

    private static final int MAX_DIGITS = 9;
    private static final int MAX_DATE = 64;
    /** A year of two digits that seems further ahead than this is one of the past. */
    private static final int MAX_YEARS_AHEAD = 50;

    private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEE MMM ppd HH:mm:ss uuuu")
            .toFormatter(Locale.US);

    private RetryAfterParser() {}

    /**
     * Returns how long to wait, between nothing and a year, or null if no header can be read. A date that has
     * passed is no wait; a number below nought is nothing that the header can say.
     *
     * @param now our time, for dates in an answer without a {@code Date} of its own
     */
    public static @Nullable Duration of(HttpHeaders headers, Instant now) {
        Instant theirs = date(headers.firstValue("Date").orElse("").strip(), now);
        Instant from = theirs == null ? now : theirs;
        return headers.allValues("Retry-After").stream()
                .map(value -> wait(value.strip(), from))
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(null);
    }

    private static @Nullable Duration wait(String value, Instant now) {
        var seconds = SECONDS.matcher(value);
        if (seconds.matches()) {
            boolean absurd = seconds.group(1).length() > MAX_DIGITS;
            return absurd ? MAX : clamped(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
        }
        Instant until = date(value, now);
        return until == null ? null : clamped(Duration.between(now, until));
    }

    private static @Nullable Instant date(String value, Instant now) {
        if (value.isEmpty() || value.length() > MAX_DATE) {
            return null;
        }
        Instant date = zoned(value, DateTimeFormatter.RFC_1123_DATE_TIME);
        if (date == null) {
            date = zoned(value, rfc850(now));
        }
        return date == null ? asctime(value) : date;
    }

    private static @Nullable Instant zoned(String value, DateTimeFormatter form) {
        try {
            return ZonedDateTime.parse(value, form.withResolverStyle(ResolverStyle.STRICT))
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant asctime(String value) {
        try {
            return LocalDateTime.parse(value, ASCTIME.withResolverStyle(ResolverStyle.STRICT))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static DateTimeFormatter rfc850(Instant now) {
        LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(100L - MAX_YEARS_AHEAD);
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss")
                .appendLiteral(" GMT")
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
    }

    private static Duration clamped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
