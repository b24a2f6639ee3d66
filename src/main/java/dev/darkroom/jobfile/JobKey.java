package dev.darkroom.jobfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the job file.
 *
 * @param name with its groups, such as {@code submit.rate}
 * @param type what it takes
 * @param value the default as YAML, or null where there is none or it is not a fixed one
 * @param standard the default as a text
 * @param meaning what it is for
 */
record JobKey<T>(String name, ValueType<T> type, @Nullable String value, String standard, String meaning) {

    static final String NONE = "none";
    static final String REQUIRED = "required";

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
