package dev.darkroom.simulator.faults;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the single values of a fault rule. Every method throws an {@link IllegalArgumentException} that says what is
 * wrong, to stand after the text itself.
 */
final class RuleTexts {

    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,6})?)";
    private static final Pattern SHARE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,20})?(?:[eE]-?\\d{1,2})?)( ?%)?");
    private static final Pattern DURATION = Pattern.compile(NUMBER + "(ms|s|m|h|d)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private RuleTexts() {}

    /** Reads a share from 0 to 1, as a number or a percentage. */
    static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a share, such as 0.05 or 5%");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        BigDecimal share = matcher.group(2) == null ? number : number.scaleByPowerOfTen(-2);
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("is more than 1, the whole");
        }
        return share.doubleValue();
    }

    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration, such as 500ms, 30s or 10m");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit(matcher.group(2)).toNanos()));
        return Duration.ofNanos(nanos.longValue());
    }

    /** Returns the time that a unit's name stands for. */
    static Duration unit(String name) {
        return Objects.requireNonNull(UNITS.get(name), name);
    }

    static long count(String text) {
        if (!text.matches("\\d{1,15}") || Long.parseLong(text) == 0) {
            throw new IllegalArgumentException("is not a whole number from 1 on");
        }
        return Long.parseLong(text);
    }
}
