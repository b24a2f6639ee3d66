package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import java.util.Objects;

/**
 * The place where a value was given.
 *
 * @param source the job file as the user named it, an option such as {@code --set submit.rate}, or the environment
 *     variable
 * @param line from 1, or 0 outside of a file
 * @param column the character's, from 1; 0 outside of a file
 */
public record ValuePlace(String source, int line, int column) {

    public ValuePlace {
        Objects.requireNonNull(source, "source is null");
    }

    static ValuePlace outside(String source) {
        return new ValuePlace(source, 0, 0);
    }

    /** Makes a problem of something wrong here. */
    public InputProblem problem(ErrorCode code, String message, String remedy) {
        return problem(code.code(), message, remedy);
    }

    /** Makes a problem of something wrong here, whoever found it. */
    public InputProblem problem(String code, String message, String remedy) {
        return problem(code, message, remedy, false);
    }

    /** Makes a warning of something here that the user may not have meant. */
    public InputProblem warning(String code, String message, String remedy) {
        return problem(code, message, remedy, true);
    }

    private InputProblem problem(String code, String message, String remedy, boolean warning) {
        return new InputProblem(
                source, line, line == 0 ? null : Integer.toString(column), code, message, remedy, warning);
    }
}
