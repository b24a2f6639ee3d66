package dev.darkroom.checks;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The reason for which a row fails although its pictures came whole: the first flag, in the pictures' order, that is to
 * fail a row.
 *
 * @param code such as {@code CHECK_BLANK}
 * @param message the flag with its figure, and what to do
 */
public record FailedCheck(String code, String message) {

    public FailedCheck {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
    }

    /**
     * Returns why the row fails, if it does.
     *
     * @param fail the flags that make a row {@code failed}
     * @param raised the flags of each of its pictures, as results have them
     */
    public static Optional<FailedCheck> among(Collection<CheckFlag> fail, List<List<String>> raised) {
        return raised.stream()
                .flatMap(List::stream)
                .filter(flag -> CheckFlag.of(flag).filter(fail::contains).isPresent())
                .findFirst()
                .map(FailedCheck::of);
    }

    private static FailedCheck of(String raised) {
        CheckFlag flag = CheckFlag.of(raised).orElseThrow();
        return new FailedCheck(
                flag.code(),
                raised + ": " + flag.meaning()
                        + "; the file is in place: look at it, and reject it to have it made anew with another seed");
    }
}
