package dev.darkroom.jobfile;

import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.pace.CallRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The job file's ways to write durations, rates and sizes. Every method throws an {@link IllegalArgumentException} that
 * says what is wrong, to stand after the text itself.
 */
public final class QuantityValues {

    private static final String NUMBER = "(\\d{1,15}(?:\\.\\d{1,9})?)";
    private static final Pattern DURATION = Pattern.compile(NUMBER + "(ms|s|m|h|d)");
    private static final Pattern RATE = Pattern.compile(NUMBER + "/(s|min|m|h)");
    private static final Pattern SIZE = Pattern.compile(NUMBER + " ?([kmg]?i?b)?");
    private static final Pattern PERCENT = Pattern.compile(NUMBER + " ?%");
    private static final Pattern TIME_OF_DAY = Pattern.compile("(\\d{1,2}):(\\d{2})");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    // SI prefixes are decimal, IEC prefixes (KiB) binary: IEC 80000-13.
    private static final Map<String, Long> BYTES = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30);

    record DurationRange(Duration from, Duration to) {}

    private QuantityValues() {}

    public static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(nanos(unit(matcher.group(2))));
            return Duration.ofNanos(nanos.longValueExact());
        }
        if (text.matches("\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("has no unit");
        }
        try {
            return notNegative(Duration.parse(text));
        } catch (DateTimeParseException unknown) {
            throw new IllegalArgumentException("is not a duration", unknown);
        }
    }

    static Duration positiveDuration(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("is zero");
        }
        return duration;
    }

    static DurationRange range(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("is not a range");
        }
        DurationRange range = new DurationRange(positiveDuration(ends[0].strip()), positiveDuration(ends[1].strip()));
        if (range.from().compareTo(range.to()) > 0) {
            throw new IllegalArgumentException("ends before it starts");
        }
        return range;
    }

    static CallRate rate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a rate");
        }
        if (new BigDecimal(matcher.group(1)).signum() == 0) {
            throw new IllegalArgumentException("is not more than 0");
        }
        try {
            return new CallRate(new BigDecimal(matcher.group(1)), unit(matcher.group(2)));
        } catch (ArithmeticException slow) {
            throw new IllegalArgumentException("is too slow", slow);
        }
    }

    static long size(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a size");
        }
        String unit = matcher.group(2) == null ? "b" : matcher.group(2);
        Long factor = BYTES.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException("is not a size");
        }
        long bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(factor))
                .toBigInteger()
                .longValueExact();
        if (bytes < 1) {
            throw new IllegalArgumentException("is less than a byte");
        }
        return bytes;
    }

    static FailThreshold threshold(String text) {
        return text.endsWith("%")
                ? new FailThreshold(null, percent(text))
                : new FailThreshold((long) NumberValues.atLeast(0).apply(text), null);
    }

    static DeadlineRule deadline(String text) {
        return TIME_OF_DAY.matcher(text).matches()
                ? new DeadlineRule(null, timeOfDay(text))
                : new DeadlineRule(positiveDuration(text), null);
    }

    static LocalTime timeOfDay(String text) {
        Matcher time = TIME_OF_DAY.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("is not a time of day");
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = Integer.parseInt(time.group(2));
        if (hour > 23 || minute > 59) {
            throw new IllegalArgumentException("is not a time of day");
        }
        return LocalTime.of(hour, minute);
    }

    static FailureRate failureRate(String text) {
        String[] parts = text.split("\\s+of\\s+", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("does not say of how many rows");
        }
        int rows = NumberValues.atLeast(1).apply(parts[1]);
        int failures = failures(parts[0], rows);
        if (failures < 1) {
            throw new IllegalArgumentException("would stop a run without a failure");
        }
        if (failures > rows) {
            throw new IllegalArgumentException("is more than all");
        }
        return new FailureRate(failures, rows);
    }

    private static int failures(String text, int rows) {
        if (!text.endsWith("%")) {
            return NumberValues.atLeast(0).apply(text);
        }
        return percent(text)
                .multiply(BigDecimal.valueOf(rows))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .intValueExact();
    }

    private static BigDecimal percent(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a percentage");
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("is more than all");
        }
        return percent;
    }

    private static Duration notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("is less than 0");
        }
        return duration;
    }

    private static Duration unit(String name) {
        Duration unit = UNITS.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("has no known unit");
        }
        return unit;
    }

    private static BigDecimal nanos(Duration unit) {
        return BigDecimal.valueOf(unit.toNanos());
    }
}
