package dev.darkroom.models;

import dev.darkroom.io.BlankCharacters;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a cell that holds several values. */
public enum ListSeparator {
    PIPE("|", "\\|"),
    COMMA(",", ","),
    SEMICOLON(";", ";"),
    NEWLINE("newline", "\\R");

    private final String keyword;
    private final Pattern pattern;

    ListSeparator(String keyword, String pattern) {
        this.keyword = keyword;
        this.pattern = Pattern.compile(pattern);
    }

    /** Returns what the job file calls it. */
    public String keyword() {
        return keyword;
    }

    /** Returns what a person is told to put between two values. */
    public String shown() {
        return this == NEWLINE ? "a line break" : keyword;
    }

    /** Returns the values in the text without the blanks around them; empty ones fall away. */
    public List<String> split(String text) {
        return Arrays.stream(pattern.split(text))
                .map(BlankCharacters::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
