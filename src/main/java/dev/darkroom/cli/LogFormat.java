package dev.darkroom.cli;

import java.util.Arrays;
import java.util.List;

/** What the error stream holds: lines for people, or a JSON object a line. */
public enum LogFormat {
    TEXT,
    JSON;

    static final String OPTION = "--log";

    /** What the arguments ask for, told before they are parsed: their own errors are to be in the same form. */
    public static LogFormat of(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int option = all.indexOf(OPTION);
        boolean json = all.contains(OPTION + "=json")
                || (option >= 0
                        && option + 1 < all.size()
                        && all.get(option + 1).equals("json"));
        return json ? JSON : TEXT;
    }
}
