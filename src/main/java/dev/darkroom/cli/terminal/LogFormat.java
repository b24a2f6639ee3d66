package dev.darkroom.cli.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The format of the error stream: lines for people, or a JSON object a line. */
public enum LogFormat {
    TEXT,
    JSON;

    public static final String OPTION = "--log";

    /**
     * Returns the format that the arguments name, found before they are parsed: their own errors are to be in the same
     * form.
     */
    public static LogFormat of(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int option = all.indexOf(OPTION);
        boolean json = all.stream().anyMatch((OPTION + "=" + JSON.keyword())::equalsIgnoreCase)
                || (option >= 0
                        && option + 1 < all.size()
                        && all.get(option + 1).equalsIgnoreCase(JSON.keyword()));
        return json ? JSON : TEXT;
    }

    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
