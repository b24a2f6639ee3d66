package dev.darkroom.jobfile;

import dev.darkroom.jobfile.rules.WindowRule;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the job file's {@code window}; anything else throws an {@link IllegalArgumentException} that says why. */
final class WindowValues {

    private static final Pattern WINDOW =
            Pattern.compile("(\\d{1,2}:\\d{2})\\s*[-\u2013]\\s*(\\d{1,2}:\\d{2})(?:\\s+(\\S+))?");

    /** The end of a day; a time of day is never that. */
    private static final String MIDNIGHT = "24:00";

    private WindowValues() {}

    static WindowRule window(String text) {
        Matcher parts = WINDOW.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not a window");
        }
        String end = parts.group(2);
        LocalTime to = end.equals(MIDNIGHT) ? LocalTime.MIDNIGHT : QuantityValues.timeOfDay(end);
        String zone = parts.group(3);
        return new WindowRule(QuantityValues.timeOfDay(parts.group(1)), to, zone == null ? null : zone(zone));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("names no time zone that is known: " + name, unknown);
        }
    }
}
