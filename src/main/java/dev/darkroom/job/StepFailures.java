package dev.darkroom.job;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The failures of steps, and their causes. */
final class StepFailures {

    private StepFailures() {}

    /** The first of this type among the failures and their causes. */
    static <T extends Throwable> Optional<T> first(List<Throwable> failures, Class<T> type) {
        return failures.stream()
                .flatMap(failure -> Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
