package dev.darkroom.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the error stream holds: lines for people, or a JSON object a line. */
public enum LogFormat {
    TEXT,
    JSON;

    static final String OPTION = "--log";

    /** What the arguments ask for, told before they are parsed: their own errors are to be in the same form. */
    public static LogFormat of(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int option = all.indexOf(OPTION);
        boolean json = all.stream().anyMatch((OPTION + "=" + JSON.word())::equalsIgnoreCase)
                || (option >= 0
                        && option + 1 < all.size()
                        && all.get(option + 1).equalsIgnoreCase(JSON.word()));
        return json ? JSON : TEXT;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
