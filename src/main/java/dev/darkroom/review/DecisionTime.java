package dev.darkroom.review;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads when a decision was made. */
final class DecisionTime {

    private static final int MIN_YEAR = 1970;
    private static final int MAX_YEAR = 9999;

    private DecisionTime() {}

    /**
     * Reads it.
     *
     * @throws DateTimeException if it is no time of ISO 8601 with its offset, or none that anybody decided at
     */
    static Instant read(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < MIN_YEAR || time.getYear() > MAX_YEAR) {
            throw new DateTimeException("the year " + time.getYear());
        }
        return time.toInstant();
    }
}
