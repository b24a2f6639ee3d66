package dev.darkroom.results;

import dev.darkroom.api.RunComfyProfile;
import dev.darkroom.api.ServiceError;
import dev.darkroom.api.ServiceProfiles;
import dev.darkroom.ledger.RowStatus;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about each kind of error: one table from the reasons' codes. The service's own codes are numbers of six
 * digits whose first three are an HTTP status, so that one this table does not know still has its kind.
 */
public final class ErrorAdvice {

    private static final Pattern WITH_STATUS = Pattern.compile("(?:[A-Z_]*_)?([1-5]\\d\\d)(?:\\d{3})?");

    private static final Advice MEND_ROW =
            once("Mend the row (see its reason; validate lists all of them at once) and run the manifest again");
    private static final Advice MEND_URL =
            once("Give a public https address that needs no login, and see that it opens in a browser");
    private static final Advice ASK_AGAIN = again("Resume the run: what is paid for is asked for again at no cost");
    private static final Advice FETCH_AGAIN = again("Resume the run: the picture is fetched again at no cost");
    private static final Advice BUY_AGAIN =
            again("Run resume --only failed; if the same rows fail again, change their prompts or pictures");
    private static final Advice BUY_CANCELLED = again("Run resume --only cancelled to buy the row again");
    private static final Advice LOOK =
            once("Look at the vendor's usage page, then settle each row with resolve: it may have been billed");
    private static final Advice TOKEN = once("Give a valid token of an active account in "
            + RunComfyProfile.TOKEN_VARIABLE + ", then run resume --only failed");
    private static final Advice BALANCE = once("Top up the account's balance, then run resume --only failed");
    private static final Advice MODEL =
            once("Correct the model's name; models lists those that are known, any other needs its schema in the"
                    + " job's models");
    private static final Advice WAIT = again("Run resume --only failed later; a lower submit.rate may help");
    private static final Advice SERVICE = again("The service had trouble: run resume --only failed later");
    private static final Advice JUDGE =
            once("Look at its files, which are in place; reject the bad ones to have them made"
                    + " anew with another seed (resume --only failed would buy the same seed again)");
    private static final Advice DEFAULT = once("See the reasons in failed.csv; mend the rows and run it as a manifest");

    /** Of what is paid for and could not be fetched. */
    private static final Map<String, Advice> FETCHING = Map.of(
            "DOWNLOAD_BROKEN",
            FETCH_AGAIN,
            "NO_SUCH_HOST",
            FETCH_AGAIN,
            "TOO_SLOW",
            FETCH_AGAIN,
            "NOT_A_PICTURE",
            FETCH_AGAIN,
            "NOT_SAVED",
            again("Make room in the output directory, and see that it can be written to, then resume the run"),
            "TOO_LARGE",
            again("Raise download.max-size, then resume the run: it is fetched again at no cost"),
            "TOO_MANY_REDIRECTS",
            once("Try the row's output_urls from results.csv in a browser"),
            "UNTRUSTED_OUTPUT",
            once("The picture lies on a host that is not the service's: look at the row's output_urls"));

    private static final Map<String, Advice> KNOWN = Map.ofEntries(
            Map.entry("INVALID", MEND_ROW),
            Map.entry("INVALID_INPUT", MEND_ROW),
            Map.entry("MISSING_INPUT", MEND_ROW),
            Map.entry("UNKNOWN_INPUT", MEND_ROW),
            Map.entry("NOT_AN_INPUT", MEND_ROW),
            Map.entry("WRONG_TYPE", MEND_ROW),
            Map.entry("OUT_OF_RANGE", MEND_ROW),
            Map.entry("NOT_ALLOWED", MEND_ROW),
            Map.entry("BLANK", MEND_ROW),
            Map.entry("TOO_FEW", MEND_ROW),
            Map.entry("TOO_MANY", once("Leave the superfluous items out: the service may drop them unseen")),
            Map.entry("NOT_AN_HTTPS_URL", MEND_URL),
            Map.entry("UNKNOWN_MODEL", MODEL),
            Map.entry("MISSING_MODEL", once("Name a model in the job file or in the row's column model")),
            Map.entry("NO_MODEL", once("Name a model in the job file or in the row's column model")),
            Map.entry("DUPLICATE_ID", once("Give each row an id of its own, or delete the row that is there twice")),
            Map.entry("MISSING_ID", once("Give the row an id in the column that columns.id names")),
            Map.entry("BAD_ID", once("Give the row an id that is not empty and not too long")),
            Map.entry("RAGGED_ROW", once("Add or remove cells; quote a cell that holds the delimiter or a line break")),
            Map.entry("NUL_CHARACTER", once("The manifest may be damaged: write it again")),
            Map.entry("RECORD_TOO_LONG", once("Look for a quote in the row that is opened and never closed")),
            Map.entry("MALFORMED_JSON", once("Write the line as one JSON object")),
            Map.entry("JOB_FAILED", BUY_AGAIN),
            Map.entry("FAILED", BUY_AGAIN),
            Map.entry("NO_OUTPUT", BUY_AGAIN),
            Map.entry(
                    "OUTPUT_EXPIRED",
                    again("The service no longer has the picture: run resume --only failed to buy it again")),
            Map.entry(
                    "NOT_FOUND",
                    again("The service no longer knows the request: run resume --only failed to buy it again")),
            Map.entry(
                    "QUEUE_TIMEOUT",
                    again("The queue was long: run resume --only cancelled, or raise poll.queue-timeout first")),
            Map.entry("CANCELLED", BUY_CANCELLED),
            Map.entry("RUN_TIMEOUT", ASK_AGAIN),
            Map.entry("SUBMIT_UNKNOWN", LOOK),
            Map.entry("NO_ANSWER", LOOK),
            Map.entry("NO_REQUEST_ID", LOOK),
            Map.entry("REFUSED", MEND_ROW),
            Map.entry("NO_BALANCE", BALANCE),
            Map.entry("BAD_TOKEN", TOKEN),
            Map.entry("THROTTLED", WAIT),
            Map.entry(Breakdown.OTHER, DEFAULT));

    /** Of the service's own numbers. */
    private static final Map<ServiceError, Advice> SERVICES = Map.of(
            ServiceError.UNKNOWN_MODEL,
            MODEL,
            ServiceError.NO_BALANCE,
            BALANCE,
            ServiceError.BAD_TOKEN,
            TOKEN,
            ServiceError.NOT_YOURS,
            once("Use the token of the account that made the request"),
            ServiceError.NOT_FOUND,
            once("Check the model's name; a request the service no longer knows must be bought again"));

    private ErrorAdvice() {}

    /**
     * Returns the advice for a code. Where the row's status alone decides what helps, it wins: what is paid for must never
     * be bought again on advice, and what may be paid for not before somebody looked.
     *
     * @param status of a row that ended so
     */
    public static Advice of(String code, RowStatus status) {
        return switch (status) {
            case UNKNOWN -> LOOK;
            case TIMED_OUT -> ASK_AGAIN;
            case DOWNLOAD_FAILED -> FETCHING.getOrDefault(code, FETCH_AGAIN);
            case CANCELLED -> known(code).orElse(BUY_CANCELLED);
            case REJECTED -> known(code).orElse(MEND_ROW);
            case SUCCEEDED, REUSED, FAILED, SUBMITTED, PENDING -> of(code);
        };
    }

    /** Returns the advice for a code where the rows that ended so are not at hand. */
    public static Advice of(String code) {
        Optional<Advice> known = Optional.ofNullable(FETCHING.get(code)).or(() -> known(code));
        if (known.isPresent()) {
            return known.get();
        }
        if (isOfCheck(code)) {
            return JUDGE;
        }
        Matcher status = WITH_STATUS.matcher(code);
        return status.matches() ? ofStatus(Integer.parseInt(status.group(1))) : DEFAULT;
    }

    private static Optional<Advice> known(String code) {
        return Optional.ofNullable(KNOWN.get(code))
                .or(() -> ServiceProfiles.meaningOf(code).map(SERVICES::get));
    }

    /** Whether its rows may have been bought: they are neither retried nor given up before somebody has looked. */
    static boolean isToSettle(ErrorLine error) {
        return error.advice().equals(LOOK);
    }

    /** Likewise of rows that are not at hand, by their code alone. */
    public static boolean isToSettle(String code) {
        return of(code).equals(LOOK);
    }

    /** Whether its rows have their pictures, and were failed by a flag of {@code checks.fail}. */
    static boolean isOfCheck(String code) {
        return code.startsWith("CHECK_");
    }

    private static Advice ofStatus(int status) {
        return switch (status) {
            case 401 -> TOKEN;
            case 402 -> BALANCE;
            case 408, 425, 429 -> WAIT;
            case 400, 413, 415, 422 -> MEND_ROW;
            default -> status >= 500 ? SERVICE : DEFAULT;
        };
    }

    private static Advice again(String whatToDo) {
        return new Advice(true, whatToDo);
    }

    private static Advice once(String whatToDo) {
        return new Advice(false, whatToDo);
    }
}
