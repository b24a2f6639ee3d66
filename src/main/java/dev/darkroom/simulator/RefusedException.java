package dev.darkroom.simulator;

import java.util.List;

/** A refusal by the service, with a code whose first three digits are the HTTP status. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int UNKNOWN_MODEL = 400_001;
    static final int BALANCE_EMPTY = 400_002;
    static final int NO_JSON = 400_003;
    static final int BAD_TOKEN = 400_004;
    static final int TOKEN_SHOWN = 400_005;
    static final int NOT_YOURS = 403_001;
    static final int UNKNOWN_REQUEST = 404_001;
    static final int NO_SUCH_CALL = 404_000;
    static final int TOO_LARGE = 413_001;
    static final int INVALID_INPUT = 422_001;
    static final int TOO_MANY = 429_001;
    static final int BROKEN = 500_001;

    private final int code;
    private final transient List<InputFault> details;

    RefusedException(int code, String message) {
        this(code, message, List.of());
    }

    RefusedException(int code, String message, List<InputFault> details) {
        super(message);
        this.code = code;
        this.details = List.copyOf(details);
    }

    int code() {
        return code;
    }

    int httpStatus() {
        return code / 1_000;
    }

    List<InputFault> details() {
        return details;
    }

    String errorMessage() {
        return String.valueOf(getMessage());
    }
}
