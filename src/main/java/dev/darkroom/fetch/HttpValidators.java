package dev.darkroom.fetch;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The validators that a host tells of a picture, by which it can be told whether it has changed (RFC 9110, 8.8).
 *
 * @param etag as the host writes it, null if it gives none
 * @param lastModified as the host writes it, null if it gives none, or the very moment of its answer, which it makes up
 * @param bytes the picture's size, null if it does not say
 */
public record HttpValidators(
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Long bytes) {

    /** The validators of a host that tells none. */
    public static final HttpValidators NONE = new HttpValidators(null, null, null);

    private static final int MAX_ETAG = 1_000;
    private static final int MAX_DATE = 100;
    private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

    static HttpValidators of(HttpHeaders headers, int status) {
        return new HttpValidators(
                text(headers, "ETag", MAX_ETAG),
                lastModified(headers),
                status == 206 ? whole(headers) : length(headers));
    }

    /** Returns the same, of a picture whose size was counted. */
    HttpValidators counted(long counted) {
        return new HttpValidators(etag, lastModified, counted);
    }

    /** Returns when it was changed last; null if not told, or not as a date (RFC 9110, 5.6.7). */
    public @Nullable Instant changed() {
        return date(lastModified);
    }

    private static @Nullable String lastModified(HttpHeaders headers) {
        String told = text(headers, "Last-Modified", MAX_DATE);
        Instant changed = date(told);
        if (changed == null) {
            return null;
        }
        Instant answered = date(text(headers, "Date", MAX_DATE));
        boolean madeUp = answered != null && !changed.isBefore(answered.minus(SAME_MOMENT));
        return madeUp ? null : told;
    }

    private static @Nullable String text(HttpHeaders headers, String name, int longest) {
        String text = headers.firstValue(name).map(String::strip).orElse("");
        return text.isEmpty() || text.length() > longest ? null : text;
    }

    private static @Nullable Instant date(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Long length(HttpHeaders headers) {
        return number(headers.firstValue("Content-Length").orElse(""));
    }

    private static @Nullable Long whole(HttpHeaders headers) {
        String range = headers.firstValue("Content-Range").orElse("");
        return number(range.substring(range.lastIndexOf('/') + 1));
    }

    private static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
