package dev.darkroom.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Tells a service's own error numbers from other codes, and what they mean.
 *
 * @param form of a number; its group 1 is the HTTP status that is meant
 * @param meanings of the numbers that are known
 */
public record ErrorNumbers(Pattern form, Map<String, ServiceError> meanings) {

    public ErrorNumbers {
        Objects.requireNonNull(form, "form is null");
        meanings = Map.copyOf(meanings);
    }

    /** Returns the HTTP status that a number stands for; nothing if the code is not one of the service's numbers. */
    public OptionalInt statusOf(String code) {
        var number = form.matcher(code);
        return number.matches() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** Returns what a number means, if it is known. */
    public Optional<ServiceError> meaningOf(String code) {
        return Optional.ofNullable(meanings.get(code));
    }
}
