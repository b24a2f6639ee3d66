package dev.darkroom;

import java.util.List;
import java.util.stream.Stream;

/** Hands the locale of the tests' own JVM on to those that they start, so that a suite under another one is one whole. */
public final class LocaleOptions {

    private LocaleOptions() {}

    /** Returns the options of a JVM that has this one's locale. */
    public static List<String> inherited() {
        return Stream.of("user.language", "user.country", "user.extensions")
                .filter(name -> System.getProperty(name) != null)
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }
}
