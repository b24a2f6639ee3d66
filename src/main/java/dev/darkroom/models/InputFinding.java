package dev.darkroom.models;

import dev.darkroom.errors.ErrorCode;
import java.util.Objects;

/**
 * A finding about one input that its model refuses, or that the user may not have meant.
 *
 * @param field the input's name
 * @param path where in the input, such as {@code image_urls[1]} or {@code image_size.width}; the field itself mostly
 * @param code a stable word in capitals for scripts, such as {@code OUT_OF_RANGE}
 * @param message what is wrong, with the value and the limit
 * @param remedy what to do about it
 */
public record InputFinding(String field, String path, String code, String message, String remedy) {

    public InputFinding {
        Objects.requireNonNull(field, "field is null");
        Objects.requireNonNull(path, "path is null");
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(remedy, "remedy is null");
    }

    InputFinding(String field, String path, ErrorCode code, String message, String remedy) {
        this(field, path, code.code(), message, remedy);
    }
}
