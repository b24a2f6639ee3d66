package dev.darkroom.results;

import dev.darkroom.io.MoneyText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Formats times and numbers as in every file of a run. */
public final class ResultTexts {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private ResultTexts() {}

    /** ISO-8601 in UTC with milliseconds, always three digits of them: as text, times sort as they happened. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** No exponent, at least two decimals, no more zeros: a database's 0.020000 is 0.02. */
    static BigDecimal money(BigDecimal amount) {
        return MoneyText.amount(amount);
    }

    /** A part of a whole as a fraction with four decimals; of nothing, zero. */
    static BigDecimal share(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(Math.max(1, whole)), 4, RoundingMode.HALF_UP);
    }
}
