package dev.darkroom.results;

import java.util.Objects;

/**
 * What to do about an error.
 *
 * @param retryable whether the same row may succeed when it is tried again as it is
 * @param whatToDo a sentence
 */
public record Advice(boolean retryable, String whatToDo) {

    public Advice {
        Objects.requireNonNull(whatToDo, "whatToDo is null");
    }
}
