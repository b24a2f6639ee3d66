package dev.darkroom.jobfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the job file.
 *
 * @param name with its groups, such as {@code submit.rate}
 * @param type what it takes
 * @param value the default as YAML, or null where there is none or it is not a fixed one
 * @param standard the default in words
 * @param meaning what it is for
 */
record JobKey<T>(String name, ValueType<T> type, @Nullable String value, String standard, String meaning) {

    static final String NONE = "none";
    private static final String REQUIRED = "required";

    static <T> JobKey<T> required(String name, ValueType<T> type, String meaning) {
        return new JobKey<>(name, type, null, REQUIRED, meaning);
    }

    /** A key that may be left out, and then nothing stands in its place. */
    static <T> JobKey<T> optional(String name, ValueType<T> type, String standard, String meaning) {
        return new JobKey<>(name, type, null, standard, meaning);
    }

    static <T> JobKey<T> withDefault(String name, ValueType<T> type, String value, String meaning) {
        return new JobKey<>(name, type, value, value, meaning);
    }

    boolean isRequired() {
        return standard.equals(REQUIRED);
    }

    List<String> path() {
        return List.of(name.split("\\."));
    }

    String pointer() {
        return "/" + name.replace('.', '/');
    }
}
