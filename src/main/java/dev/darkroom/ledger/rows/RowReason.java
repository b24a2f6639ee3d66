package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.darkroom.errors.ErrorCode;
import java.util.Objects;

/**
 * The reason why a row is not what it should be.
 *
 * @param code a stable word in capitals, or the service's own number
 * @param message in the journal {@code words}: the service's message where it gave any, else ours
 */
public record RowReason(String code, @JsonProperty("words") String message) {

    /** The code of an answer that said: too many. */
    public static final String THROTTLED = ErrorCode.THROTTLED.code();

    private static final int MAX_CODE = 100;
    private static final int MAX_MESSAGE = 2_000;

    public RowReason {
        code = shortened(Objects.requireNonNull(code, "code is null"), MAX_CODE);
        message = shortened(Objects.requireNonNull(message, "message is null"), MAX_MESSAGE);
    }

    public RowReason(ErrorCode code, String message) {
        this(code.code(), message);
    }

    /** Shortens a message to what the ledger takes. */
    public static String cut(String message) {
        return shortened(message, MAX_MESSAGE);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
