package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a job file's keys, defaults included. */
final class JobValues {

    private final YamlValue.YamlEntries root;

    JobValues(YamlValue.YamlEntries root) {
        this.root = root;
    }

    YamlValue.YamlEntries root() {
        return root;
    }

    /** Returns everything that is wrong with single values. */
    List<InputProblem> problems() {
        return problems(JobKeys.ALL);
    }

    /** Returns everything that is wrong with the values of these keys. */
    List<InputProblem> problems(List<JobKey<?>> keys) {
        List<InputProblem> problems = new ArrayList<>();
        for (JobKey<?> key : keys) {
            try {
                if (find(key) == null && key.isRequired()) {
                    problems.add(root.place()
                            .problem(ErrorCode.MISSING_KEY, key.name() + " is missing", "Add it: " + key.meaning()));
                }
            } catch (BadValue bad) {
                String message = key.name() + " " + bad.sentence();
                problems.add(bad.place()
                        .problem(
                                ErrorCode.BAD_VALUE,
                                message,
                                "Give " + key.type().message()));
            }
        }
        return problems;
    }

    /** Returns the value of a key that was given or has a default. */
    <T> T get(JobKey<T> key) {
        return Objects.requireNonNull(find(key), key.name());
    }

    /**
     * Returns the value of a key, or its default, or null.
     *
     * @throws BadValue if the key does not take what was given
     */
    <T> @Nullable T find(JobKey<T> key) {
        YamlValue given = given(key);
        if (given != null) {
            return key.type().read(given);
        }
        return key.value() == null ? null : key.type().read(standard(key.value()));
    }

    /**
     * Returns the value given for a key; null for nothing, an empty value, and the word {@code none} where that is the
     * default.
     */
    @Nullable
    YamlValue given(JobKey<?> key) {
        YamlValue at = written(key);
        if (at instanceof YamlValue.YamlText text) {
            boolean none = key.standard().equals(JobKey.NONE) && text.text().equals(JobKey.NONE);
            return none || text.kind() == YamlValue.ScalarKind.NOTHING ? null : text;
        }
        return at;
    }

    /** Returns the value written at a key, be it an empty one; null if the key is not there. */
    @Nullable
    YamlValue written(JobKey<?> key) {
        YamlValue at = root;
        for (String name : key.path()) {
            if (!(at instanceof YamlValue.YamlEntries map)) {
                return null;
            }
            at = map.value(name);
        }
        return at;
    }

    /** Reads a value that is given as YAML, such as a default. */
    static YamlValue standard(String yaml) {
        List<InputProblem> problems = new ArrayList<>();
        return Objects.requireNonNull(
                new YamlParser("default", false, yaml, problems).parse(), () -> problems.toString());
    }
}
