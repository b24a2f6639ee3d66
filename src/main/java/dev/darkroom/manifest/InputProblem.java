package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem, or something worth a warning, in a job file or a manifest: what, where and what to do.
 *
 * @param file the file as the user named it
 * @param line the line from 1, or 0 where no single line is at fault
 * @param column in a job file the character's column from 1 as a decimal number, in a manifest the column's name;
 *     null where the whole line is meant
 * @param code a stable word in capitals for scripts, such as {@code UNKNOWN_MODEL}
 * @param message what is wrong
 * @param remedy what to do about it
 * @param warning whether a run may proceed with it
 */
public record InputProblem(
        String file, long line, @Nullable String column, String code, String message, String remedy, boolean warning) {

    public InputProblem {
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(remedy, "remedy is null");
    }

    public InputProblem(
            String file,
            long line,
            @Nullable String column,
            ErrorCode code,
            String message,
            String remedy,
            boolean warning) {
        this(file, line, column, code.code(), message, remedy, warning);
    }

    /** Returns whether it is a warning with which a strict run buys nothing. */
    public boolean isStrictError() {
        return warning && code.equals(ErrorCode.EMPTY_IN_TEMPLATE.code());
    }

    /** Returns it as what a run may not proceed with. */
    public InputProblem asError() {
        return new InputProblem(file, line, column, code, message, remedy, false);
    }

    /** Returns one line for a person: {@code file:line:column: message. remedy}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line;
        String where = column == null ? place : place + ":" + column;
        return where + ": " + (warning ? "warning: " : "") + message + ". " + remedy;
    }
}
