package dev.darkroom.ledger;

import dev.darkroom.errors.ErrorCode;
import java.util.Objects;

/**
 * Why a row is not what it should be.
 *
 * @param code a stable word in capitals, or the service's own number
 * @param words the service's words where it gave any, else ours
 */
public record Reason(String code, String words) {

    /** The code of an answer that said: too many. */
    public static final String THROTTLED = ErrorCode.THROTTLED.code();

    private static final int MOST_CODE = 100;
    private static final int MOST_WORDS = 2_000;

    public Reason {
        code = shortened(Objects.requireNonNull(code, "code is null"), MOST_CODE);
        words = shortened(Objects.requireNonNull(words, "words is null"), MOST_WORDS);
    }

    public Reason(ErrorCode code, String words) {
        this(code.code(), words);
    }

    /** Words of any length as the ledger takes them. */
    static String cut(String words) {
        return shortened(words, MOST_WORDS);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
