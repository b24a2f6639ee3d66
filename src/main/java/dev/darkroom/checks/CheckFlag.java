package dev.darkroom.checks;

import dev.darkroom.errors.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault that a check may find in a picture. A flag is written as its word and a figure, such as {@code blank=0.0003};
 * {@code docs/checks.md} tells what each figure means. In the order in which results and reports name them.
 */
public enum CheckFlag {
    UNDECODABLE(ErrorCode.CHECK_UNDECODABLE, "it cannot be decoded"),
    FORMAT(ErrorCode.CHECK_FORMAT, "its format is not the one asked for"),
    SIZE(ErrorCode.CHECK_SIZE, "its size is not the one asked for"),
    ASPECT(ErrorCode.CHECK_ASPECT, "its sides are not in the proportion asked for"),
    BLANK(ErrorCode.CHECK_BLANK, "it is of one colour, or nearly"),
    IDENTICAL(ErrorCode.CHECK_IDENTICAL, "it is its source again, or nearly"),
    BACKGROUND(ErrorCode.CHECK_BACKGROUND, "its background is not of the colour asked for"),
    BLURRED(ErrorCode.CHECK_BLURRED, "nothing in it is sharp"),
    SMALL(ErrorCode.CHECK_SMALL, "it has too few pixels"),
    PROFILE(ErrorCode.CHECK_PROFILE, "its colours are not those of sRGB"),
    NOT_WHITE(ErrorCode.CHECK_NOT_WHITE, "its ground is not exactly of the colour asked for"),
    FILL(ErrorCode.CHECK_FILL, "the product takes too little of the picture, or too much"),
    OFF_CENTRE(ErrorCode.CHECK_OFF_CENTRE, "the product is not in the middle"),
    ALPHA(ErrorCode.CHECK_ALPHA, "it is transparent, or can be"),
    COLOUR_SHIFT(ErrorCode.CHECK_COLOUR_SHIFT, "the product is of another colour than in the source"),
    CUT_OFF(ErrorCode.CHECK_CUT_OFF, "an edge cuts the product, and does not in the source"),
    TEXT_CHANGED(ErrorCode.CHECK_TEXT_CHANGED, "the source's fine print is another"),
    NO_AI_MARK(ErrorCode.CHECK_NO_AI_MARK, "its file does not say that it was made with AI"),
    UNEVEN(null, "it is not like the others of its group");

    private final @Nullable ErrorCode code;
    private final String meaning;

    CheckFlag(@Nullable ErrorCode code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns the name users write, such as {@code blank}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether it is of what a shop asks for, which by default nothing is. */
    public boolean isOfShop() {
        return compareTo(BLURRED) > 0;
    }

    /** Returns whether it takes the source picture to find it. */
    public boolean needsSource() {
        return this == IDENTICAL || this == COLOUR_SHIFT || this == CUT_OFF || this == TEXT_CHANGED;
    }

    /** Returns whether a row may fail by it: one that is known only once all rows have ended moves none. */
    public boolean mayFail() {
        return code != null;
    }

    /** Returns the code of the reason for which a row fails by it, such as {@code CHECK_BLANK}. */
    public String code() {
        return Objects.requireNonNull(code, "no row fails by it").code();
    }

    /** Returns a phrase for the fault, to stand after a colon. */
    public String meaning() {
        return meaning;
    }

    /** Returns the flag as results have it. */
    public String with(String figure) {
        return keyword() + "=" + figure;
    }

    /** Lists the keywords of the flags that a row may fail by, in order. */
    public static List<String> keywords() {
        return Arrays.stream(values())
                .filter(CheckFlag::mayFail)
                .map(CheckFlag::keyword)
                .toList();
    }

    /** Returns the flag of this keyword, empty if there is none. */
    public static Optional<CheckFlag> named(String word) {
        return Arrays.stream(values())
                .filter(flag -> flag.keyword().equals(word))
                .findFirst();
    }

    /** Returns the flag that was raised, given as results have it; empty for any other. */
    public static Optional<CheckFlag> of(String raised) {
        return named(wordOf(raised));
    }

    /** Returns the word of a flag that was raised, given as results have it. */
    public static String wordOf(String raised) {
        int end = raised.indexOf('=');
        return end < 0 ? raised : raised.substring(0, end);
    }
}
