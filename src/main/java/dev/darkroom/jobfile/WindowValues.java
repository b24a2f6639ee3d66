package dev.darkroom.jobfile;

import dev.darkroom.jobfile.rules.WindowRule;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the job file's {@code window}; anything else throws an {@link IllegalArgumentException} that says all that is wrong. */
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
        List<String> faults = new ArrayList<>();
        LocalTime from = time(parts.group(1), "begins", faults);
        LocalTime to = parts.group(2).equals(MIDNIGHT) ? LocalTime.MIDNIGHT : time(parts.group(2), "ends", faults);
        ZoneId zone = parts.group(3) == null ? null : zone(parts.group(3), faults);
        if (from == null || to == null || !faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(", and ", faults));
        }
        return new WindowRule(from, to, zone);
    }

    private static @Nullable LocalTime time(String text, String verb, List<String> faults) {
        try {
            return QuantityValues.timeOfDay(text);
        } catch (IllegalArgumentException wrong) {
            faults.add(verb + " at " + text + ", which " + wrong.getMessage());
            return null;
        }
    }

    private static @Nullable ZoneId zone(String name, List<String> faults) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            faults.add("names no time zone that is known: " + name);
            return null;
        }
    }
}
