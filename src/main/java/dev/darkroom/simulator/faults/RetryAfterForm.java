package dev.darkroom.simulator.faults;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a 429 says when to come back.
 *
 * @param form seconds, {@code date}, {@code past}, {@code absurd}, {@code garbled} or {@code none}
 */
public record RetryAfterForm(String form) {

    static final RetryAfterForm ONE_SECOND = new RetryAfterForm("1");

    static RetryAfterForm parse(String text) {
        if (!text.matches("\\d{1,9}|date|past|absurd|garbled|none")) {
            throw new IllegalArgumentException("is neither seconds nor date, past, absurd, garbled or none");
        }
        return new RetryAfterForm(text);
    }

    /**
     * Returns the header's value, or null for no header. A date has whole seconds: the one ahead is two to three away.
     */
    @Nullable
    public String header(Instant now) {
        return switch (form) {
            case "date" -> date(now.plusSeconds(3));
            case "past" -> date(now.minusSeconds(3_600));
            case "absurd" -> "99999999";
            case "garbled" -> "in a while";
            case "none" -> null;
            default -> form;
        };
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
