package dev.darkroom.checks;

import dev.darkroom.errors.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a check may find. A flag is written as its word and a figure, such as {@code blank=0.0003}; {@code docs/checks.md}
 * tells what each figure means. In the order in which results and reports name them.
 */
public enum CheckFlag {
    UNDECODABLE(ErrorCode.CHECK_UNDECODABLE, "it cannot be decoded"),
    FORMAT(ErrorCode.CHECK_FORMAT, "its format is not the one asked for"),
    SIZE(ErrorCode.CHECK_SIZE, "its size is not the one asked for"),
    ASPECT(ErrorCode.CHECK_ASPECT, "its sides are not in the proportion asked for"),
    BLANK(ErrorCode.CHECK_BLANK, "it is of one colour, or nearly"),
    IDENTICAL(ErrorCode.CHECK_IDENTICAL, "it is its source again, or nearly"),
    BACKGROUND(ErrorCode.CHECK_BACKGROUND, "its background is not of the colour asked for"),
    BLURRED(ErrorCode.CHECK_BLURRED, "nothing in it is sharp");

    private final ErrorCode code;
    private final String meaning;

    CheckFlag(ErrorCode code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The name users write, such as {@code blank}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code of the reason why a row fails by it, such as {@code CHECK_BLANK}. */
    public String code() {
        return code.code();
    }

    /** What is wrong with the picture, to go on after a colon. */
    public String meaning() {
        return meaning;
    }

    /** The flag as results have it. */
    public String with(String figure) {
        return keyword() + "=" + figure;
    }

    /** All words, in order. */
    public static List<String> message() {
        return Arrays.stream(values()).map(CheckFlag::keyword).toList();
    }

    /** The flag of this word, empty if it is none. */
    public static Optional<CheckFlag> named(String word) {
        return Arrays.stream(values())
                .filter(flag -> flag.keyword().equals(word))
                .findFirst();
    }

    /** The flag that was raised, given as results have it; empty for one of a later version. */
    public static Optional<CheckFlag> of(String raised) {
        int end = raised.indexOf('=');
        return named(end < 0 ? raised : raised.substring(0, end));
    }
}
