package dev.darkroom.results;

import dev.darkroom.api.ServiceError;
import dev.darkroom.api.ServiceProfiles;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Advises what to do about a row's error: what its {@link ErrorCode} says, unless the row's status says more. The
 * service's own codes are numbers of six digits whose first three are an HTTP status, so that one nobody knows still
 * has its kind.
 */
public final class ErrorAdvice {

    private static final Pattern WITH_STATUS = Pattern.compile("(?:[A-Z_]*_)?([1-5]\\d\\d)(?:\\d{3})?");

    /** Of the service's own numbers. */
    private static final Map<ServiceError, ErrorRemedy> SERVICES = Map.of(
            ServiceError.UNKNOWN_MODEL,
            ErrorRemedy.MODEL,
            ServiceError.NO_BALANCE,
            ErrorRemedy.BALANCE,
            ServiceError.BAD_TOKEN,
            ErrorRemedy.TOKEN,
            ServiceError.NOT_YOURS,
            ErrorRemedy.once("Use the token of the account that made the request"),
            ServiceError.NOT_FOUND,
            ErrorRemedy.once("Check the model's name; a request the service no longer knows must be bought again"));

    private ErrorAdvice() {}

    /**
     * Returns the advice for a code. Where the row's status alone decides what helps, it wins: what is paid for must
     * never be submitted again on advice, and what may be paid for not before somebody has checked.
     *
     * @param status of a row that ended so
     */
    public static ErrorRemedy of(String code, RowStatus status) {
        return switch (status) {
            case UNKNOWN -> ErrorRemedy.LOOK;
            case TIMED_OUT -> ErrorRemedy.ASK_AGAIN;
            case DOWNLOAD_FAILED ->
                ErrorCode.of(code)
                        .filter(ErrorCode::isOfDownload)
                        .flatMap(ErrorCode::advice)
                        .orElse(ErrorRemedy.FETCH_AGAIN);
            case CANCELLED -> known(code).orElse(ErrorRemedy.BUY_CANCELLED);
            case REJECTED -> known(code).orElse(ErrorRemedy.MEND_ROW);
            case SUCCEEDED, REUSED, FAILED, SUBMITTED, PENDING -> of(code);
        };
    }

    /**
     * Returns the advice for the code itself, apart from downloads and checks: those come after the row was purchased.
     */
    private static Optional<ErrorRemedy> known(String code) {
        Optional<ErrorRemedy> own = ErrorCode.of(code)
                .filter(known -> !known.isOfDownload() && !ErrorCode.isOfCheck(code))
                .flatMap(ErrorCode::advice);
        return own.or(() -> ServiceProfiles.meaningOf(code).map(SERVICES::get));
    }

    /** Returns the advice for a code where the rows that ended so are not at hand. */
    public static ErrorRemedy of(String code) {
        if (ErrorCode.isOfCheck(code)) {
            return ErrorRemedy.JUDGE;
        }
        return ErrorCode.of(code)
                .flatMap(ErrorCode::advice)
                .or(() -> ServiceProfiles.meaningOf(code).map(SERVICES::get))
                .orElseGet(() -> byStatus(code));
    }

    private static ErrorRemedy byStatus(String code) {
        Matcher status = WITH_STATUS.matcher(code);
        return status.matches() ? ofStatus(Integer.parseInt(status.group(1))) : ErrorRemedy.DEFAULT;
    }

    /**
     * Returns whether its rows may have been purchased: they are neither retried nor given up before somebody has
     * checked.
     */
    static boolean isToSettle(ErrorLine error) {
        return error.advice().equals(ErrorRemedy.LOOK);
    }

    /** Does the same for rows that are not at hand, by their code alone. */
    public static boolean isToSettle(String code) {
        return of(code).equals(ErrorRemedy.LOOK);
    }

    private static ErrorRemedy ofStatus(int status) {
        return switch (status) {
            case 401 -> ErrorRemedy.TOKEN;
            case 402 -> ErrorRemedy.BALANCE;
            case 408, 425, 429 -> ErrorRemedy.WAIT;
            case 400, 413, 415, 422 -> ErrorRemedy.MEND_ROW;
            default -> status >= 500 ? ErrorRemedy.SERVICE : ErrorRemedy.DEFAULT;
        };
    }
}
