package dev.darkroom.manifest.preparation;

import java.util.Objects;

/**
 * A problem in a job file that does not fit its manifest. Who read the job file knows the line.
 *
 * @param pointer where in the job file, as a JSON pointer: {@code /input/image_urls/0}
 * @param code a stable word in capitals for scripts
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record JobInputProblem(String pointer, String code, String message, String remedy) {

    public JobInputProblem {
        Objects.requireNonNull(pointer, "pointer is null");
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(remedy, "remedy is null");
    }
}
