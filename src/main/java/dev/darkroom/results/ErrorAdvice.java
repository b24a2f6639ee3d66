package dev.darkroom.results;

import dev.darkroom.api.ServiceError;
import dev.darkroom.api.ServiceProfiles;
import dev.darkroom.errors.Advice;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RowStatus;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about a row's error: what its {@link ErrorCode} says, unless the row's status says more. The service's own
 * codes are numbers of six digits whose first three are an HTTP status, so that one nobody knows still has its kind.
 */
public final class ErrorAdvice {

    private static final Pattern WITH_STATUS = Pattern.compile("(?:[A-Z_]*_)?([1-5]\\d\\d)(?:\\d{3})?");


    /** Of the service's own numbers. */
    private static final Map<ServiceError, Advice> SERVICES = Map.of(
            ServiceError.UNKNOWN_MODEL,
            Advice.MODEL,
            ServiceError.NO_BALANCE,
            Advice.BALANCE,
            ServiceError.BAD_TOKEN,
            Advice.TOKEN,
            ServiceError.NOT_YOURS,
            Advice.once("Use the token of the account that made the request"),
            ServiceError.NOT_FOUND,
            Advice.once("Check the model's name; a request the service no longer knows must be bought again"));

    private ErrorAdvice() {}

    /**
     * Returns the advice for a code. Where the row's status alone decides what helps, it wins: what is paid for must never
     * be bought again on advice, and what may be paid for not before somebody looked.
     *
     * @param status of a row that ended so
     */
    public static Advice of(String code, RowStatus status) {
        return switch (status) {
            case UNKNOWN -> Advice.LOOK;
            case TIMED_OUT -> Advice.ASK_AGAIN;
            case DOWNLOAD_FAILED ->
                ErrorCode.of(code)
                        .filter(ErrorCode::isOfDownload)
                        .flatMap(ErrorCode::advice)
                        .orElse(Advice.FETCH_AGAIN);
            case CANCELLED -> known(code).orElse(Advice.BUY_CANCELLED);
            case REJECTED -> known(code).orElse(Advice.MEND_ROW);
            case SUCCEEDED, REUSED, FAILED, SUBMITTED, PENDING -> of(code);
        };
    }

    /** What is said of the code itself, apart from downloads and checks: those come after the row was bought. */
    private static Optional<Advice> known(String code) {
        Optional<Advice> own = ErrorCode.of(code)
                .filter(known -> !known.isOfDownload() && !ErrorCode.isOfCheck(code))
                .flatMap(ErrorCode::advice);
        return own.or(() -> ServiceProfiles.meaningOf(code).map(SERVICES::get));
    }

    /** Returns the advice for a code where the rows that ended so are not at hand. */
    public static Advice of(String code) {
        if (ErrorCode.isOfCheck(code)) {
            return Advice.JUDGE;
        }
        return ErrorCode.of(code)
                .flatMap(ErrorCode::advice)
                .or(() -> ServiceProfiles.meaningOf(code).map(SERVICES::get))
                .orElseGet(() -> byStatus(code));
    }

    private static Advice byStatus(String code) {
        Matcher status = WITH_STATUS.matcher(code);
        return status.matches() ? ofStatus(Integer.parseInt(status.group(1))) : Advice.DEFAULT;
    }

    /** Whether its rows may have been bought: they are neither retried nor given up before somebody has looked. */
    static boolean isToSettle(ErrorLine error) {
        return error.advice().equals(Advice.LOOK);
    }

    /** Likewise of rows that are not at hand, by their code alone. */
    public static boolean isToSettle(String code) {
        return of(code).equals(Advice.LOOK);
    }

    private static Advice ofStatus(int status) {
        return switch (status) {
            case 401 -> Advice.TOKEN;
            case 402 -> Advice.BALANCE;
            case 408, 425, 429 -> Advice.WAIT;
            case 400, 413, 415, 422 -> Advice.MEND_ROW;
            default -> status >= 500 ? Advice.SERVICE : Advice.DEFAULT;
        };
    }
}
