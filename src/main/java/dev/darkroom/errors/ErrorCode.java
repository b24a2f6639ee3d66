package dev.darkroom.errors;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The codes of errors that Darkroom gives itself. A code's name is stored in ledgers and journals and read by scripts,
 * so none is ever changed. Beside them, reasons hold the service's own codes, {@code HTTP_} and a status, and codes of
 * other versions: all code that reads one takes any text.
 */
public enum ErrorCode {
    // A row's way through the service.
    NOT_SENT,
    THROTTLED(ErrorRemedy.WAIT),
    NO_ANSWER(ErrorRemedy.LOOK),
    NO_REQUEST_ID(ErrorRemedy.LOOK),
    SUBMIT_UNKNOWN(ErrorRemedy.LOOK),
    JOURNAL_DAMAGED,
    JOB_FAILED(ErrorRemedy.BUY_AGAIN),
    NO_OUTPUT(ErrorRemedy.BUY_AGAIN),
    OUTPUT_EXPIRED(
            ErrorRemedy.again("The service no longer has the picture: run resume --only failed to buy it again")),
    NO_STATE,
    QUEUE_TIMEOUT(
            ErrorRemedy.again("The queue was long: run resume --only cancelled, or raise poll.queue-timeout first")),
    RUN_TIMEOUT(ErrorRemedy.ASK_AGAIN),
    CANCELLED(ErrorRemedy.BUY_CANCELLED),
    NOT_CANCELLED,

    // The download of a picture, be it an output or a source.
    DOWNLOAD_BROKEN(Use.DOWNLOAD, ErrorRemedy.FETCH_AGAIN),
    FILE_GONE(Use.DOWNLOAD, ErrorRemedy.FETCH_AGAIN),
    NO_SUCH_HOST(Use.DOWNLOAD, ErrorRemedy.FETCH_AGAIN),
    TOO_SLOW(Use.DOWNLOAD, ErrorRemedy.FETCH_AGAIN),
    NOT_A_PICTURE(Use.DOWNLOAD, ErrorRemedy.FETCH_AGAIN),
    NOT_SAVED(
            Use.DOWNLOAD,
            ErrorRemedy.again(
                    "Make room in the output directory, and see that it can be written to, then resume the run")),
    UNFORESEEN(
            Use.DOWNLOAD,
            ErrorRemedy.again("Something failed in Darkroom itself: resume the run, and report it with run.log")),
    TOO_LARGE(
            Use.DOWNLOAD,
            ErrorRemedy.again("Raise download.max-size, then resume the run: it is fetched again at no cost")),
    TOO_MANY_REDIRECTS(
            Use.DOWNLOAD,
            ErrorRemedy.once(
                    "Try the row's output_urls from results.csv in a browser; once they open, resume the run")),
    UNTRUSTED_OUTPUT(
            Use.DOWNLOAD,
            ErrorRemedy.once(
                    "Look at the row's output_urls in results.csv: their host is not one that the service's pictures come from. Ask the vendor, and fetch them by hand if that is meant")),
    UNTRUSTED_SOURCE,
    BAD_ADDRESS,
    TRUNCATED,
    UNDECODABLE,
    TOO_MANY_PIXELS,
    TOO_LONG_TO_DECODE,

    // Checks of a picture that fail its row.
    CHECK_UNDECODABLE(ErrorRemedy.JUDGE),
    CHECK_FORMAT(ErrorRemedy.JUDGE),
    CHECK_SIZE(ErrorRemedy.JUDGE),
    CHECK_ASPECT(ErrorRemedy.JUDGE),
    CHECK_BLANK(ErrorRemedy.JUDGE),
    CHECK_IDENTICAL(ErrorRemedy.JUDGE),
    CHECK_BACKGROUND(ErrorRemedy.JUDGE),
    CHECK_BLURRED(ErrorRemedy.JUDGE),
    CHECK_SMALL(ErrorRemedy.JUDGE),
    CHECK_PROFILE(ErrorRemedy.JUDGE),
    CHECK_NOT_WHITE(ErrorRemedy.JUDGE),
    CHECK_FILL(ErrorRemedy.JUDGE),
    CHECK_OFF_CENTRE(ErrorRemedy.JUDGE),
    CHECK_ALPHA(ErrorRemedy.JUDGE),
    CHECK_COLOUR_SHIFT(ErrorRemedy.JUDGE),
    CHECK_CUT_OFF(ErrorRemedy.JUDGE),
    CHECK_TEXT_CHANGED(ErrorRemedy.JUDGE),
    CHECK_NO_AI_MARK(ErrorRemedy.JUDGE),

    // A row's input.
    INVALID(ErrorRemedy.MEND_ROW),
    INVALID_ROW,
    MISSING_INPUT(ErrorRemedy.MEND_ROW),
    UNKNOWN_INPUT(ErrorRemedy.MEND_ROW),
    NOT_AN_INPUT(ErrorRemedy.MEND_ROW),
    WRONG_TYPE(ErrorRemedy.MEND_ROW),
    OUT_OF_RANGE(ErrorRemedy.MEND_ROW),
    NOT_ALLOWED(ErrorRemedy.MEND_ROW),
    BLANK(ErrorRemedy.MEND_ROW),
    TOO_FEW(ErrorRemedy.MEND_ROW),
    TOO_MANY(ErrorRemedy.once("Leave the superfluous items out: the service may drop them unseen")),
    NOT_AN_HTTPS_URL(ErrorRemedy.MEND_URL),
    SOURCE_FILE(ErrorRemedy.MEND_ROW),
    URL_UNREACHABLE(ErrorRemedy.MEND_URL),
    URL_NOT_CHECKED,
    URL_NOT_A_PICTURE(ErrorRemedy.MEND_URL),
    URL_FORMAT(ErrorRemedy.once("Export the source as PNG, JPEG or WebP")),
    URL_LARGE(ErrorRemedy.once("Give a smaller source")),
    URL_UNREADABLE(ErrorRemedy.once("See that the source opens in a browser, and export it again")),
    SOURCE_UNUSUAL,
    SOURCE_INVALID(ErrorRemedy.once("Give a picture that keeps to the model's rules, which models MODEL lists")),
    PROPORTION_CHANGES(
            ErrorRemedy.once("Give the row an image_size of its own, or raise sources.max-proportion-error")),
    SIZE_UNKNOWN(ErrorRemedy.once("Give the row an image_size of its own, or see that its source can be read")),
    UNKNOWN_MODEL(ErrorRemedy.MODEL),
    MISSING_VALUE(ErrorRemedy.once("Fill in the row's columns that columns.required names")),
    EMPTY_IN_TEMPLATE,
    SPREADSHEET_WORD,
    NO_CALCULATED_VALUE(
            ErrorRemedy.once("Open the workbook in a spreadsheet and save it, so that it holds its formulas' values")),
    ROUNDED_NUMBER(ErrorRemedy.once("Write the number as text: spreadsheets keep 15 digits")),
    NEAR_INPUT,
    MISSING_MODEL(ErrorRemedy.NAME_MODEL),
    NO_MODEL(ErrorRemedy.NAME_MODEL),
    DUPLICATE_ID(ErrorRemedy.once("Give each row an id of its own, or delete the row that is there twice")),
    MISSING_ID(ErrorRemedy.once("Give the row an id in the column that columns.id names")),
    BAD_ID(ErrorRemedy.once(
            "Give the row an id of at most 500 characters, without line breaks or other control characters")),
    RAGGED_ROW(ErrorRemedy.once("Add or remove cells; quote a cell that holds the delimiter or a line break")),
    NUL_CHARACTER(ErrorRemedy.TAKE_NUL_OUT),
    NOT_UNICODE(ErrorRemedy.WRITE_WHOLE),
    RECORD_TOO_LONG(ErrorRemedy.once("Look for a quote in the row that is opened and never closed")),
    MALFORMED_JSON(ErrorRemedy.once("Write the line as one JSON object")),
    SQUARE_DEFAULT,
    PROMPT_EXPANSION,

    // A manifest or another table as a whole.
    NO_MANIFEST,
    NO_FILE,
    UNKNOWN_FORMAT,
    NOT_UTF8,
    DAMAGED_GZIP,
    DAMAGED_WORKBOOK,
    LOCKED_WORKBOOK,
    WORKBOOK_TOO_LARGE,
    NO_SHEET,
    HIDDEN_ROWS,
    MERGED_CELLS,
    NO_HEADER,
    EMPTY_COLUMN_NAME,
    DUPLICATE_COLUMN,
    MISSING_COLUMN,
    TOO_MANY_COLUMNS,
    BROKEN_QUOTE,

    // A job file and its options.
    NO_JOB,
    YAML_SYNTAX,
    YAML_TAG,
    DUPLICATE_KEY,
    DISTANT_DEADLINE,
    UNKNOWN_KEY,
    MISSING_KEY,
    BAD_VALUE,
    BAD_OPTION,
    TORN_TEMPLATE,
    UNKNOWN_COLUMN,
    CHANGED_JOB,
    OUTPUT_TAKEN,
    OUTPUT_UNWRITABLE,

    // The decisions of a review.
    OTHER_RUN,
    UNKNOWN_DECISION,
    BAD_LINE,
    EMPTY_PROMPT,
    OWN_FILE,
    NO_REDO,
    NOTHING_TO_JUDGE,
    TWO_DECISIONS,
    BAD_TIME,
    AMBIGUOUS_ID,
    OTHER_PICTURE,
    MIXED_ROW,
    UNKNOWN_ROW,

    // No version gives them; a service may, or a ledger that it filled.
    INVALID_INPUT(ErrorRemedy.MEND_ROW),
    REFUSED(ErrorRemedy.MEND_ROW),
    FAILED(ErrorRemedy.BUY_AGAIN),
    NOT_FOUND(ErrorRemedy.again("The service no longer knows the request: run resume --only failed to buy it again")),
    NO_BALANCE(ErrorRemedy.BALANCE),
    BAD_TOKEN(ErrorRemedy.TOKEN);

    /** The prefix of the codes of checks, also those of a later version. */
    public static final String CHECK_PREFIX = "CHECK_";

    private static final String STATUS_PREFIX = "HTTP_";
    private static final Map<String, ErrorCode> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::code, Function.identity()));

    private static final Set<ErrorCode> NOT_OF_ROW = EnumSet.of(
            NOT_SENT,
            THROTTLED,
            NO_ANSWER,
            NO_REQUEST_ID,
            SUBMIT_UNKNOWN,
            JOURNAL_DAMAGED,
            OUTPUT_EXPIRED,
            NO_STATE,
            QUEUE_TIMEOUT,
            RUN_TIMEOUT,
            CANCELLED,
            NOT_CANCELLED,
            DOWNLOAD_BROKEN,
            FILE_GONE,
            NO_SUCH_HOST,
            TOO_SLOW,
            NOT_SAVED,
            NOT_FOUND,
            NO_BALANCE,
            BAD_TOKEN);

    private final Use use;
    private final boolean retryable;
    private final @Nullable String whatToDo;

    ErrorCode() {
        this(Use.ANY, null);
    }

    ErrorCode(ErrorRemedy advice) {
        this(Use.ANY, advice);
    }

    ErrorCode(Use use, @Nullable ErrorRemedy advice) {
        this.use = use;
        this.retryable = advice != null && advice.retryable();
        this.whatToDo = advice == null ? null : advice.whatToDo();
    }

    /** The keyword that is stored and shown. */
    public String code() {
        return name();
    }

    /** The advice on what to do about it; empty where the row's status, or the remedy beside the message, says it. */
    public Optional<ErrorRemedy> advice() {
        return Optional.ofNullable(whatToDo).map(sentence -> new ErrorRemedy(retryable, sentence));
    }

    /** Tells whether the same row may succeed when it is retried as it is. */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * Tells whether the reason is the row's own, its input or its picture, and not the service's as a whole, the
     * account's, this machine's or that of the way between.
     */
    public boolean isOfRow() {
        return !NOT_OF_ROW.contains(this);
    }

    /** Tells whether its advice is for what is paid for and could not be downloaded. */
    public boolean isOfDownload() {
        return use == Use.DOWNLOAD;
    }

    /** Finds the constant of a code; empty for one of the service or of another version. */
    public static Optional<ErrorCode> of(String code) {
        return Optional.ofNullable(BY_NAME.get(code));
    }

    /** Names the code of an answer that has a status and no code. */
    public static String ofStatus(int status) {
        return STATUS_PREFIX + status;
    }

    /** Tells whether {@link #ofStatus} gave the code. */
    public static boolean isOfStatus(String code) {
        return code.startsWith(STATUS_PREFIX);
    }

    /** Tells whether a check gave the code. */
    public static boolean isOfCheck(String code) {
        return code.startsWith(CHECK_PREFIX);
    }

    /** Names the code of an address that is not to be requested, of an {@code output} or a {@code source}. */
    public static ErrorCode untrusted(String what) {
        return valueOf("UNTRUSTED_" + what.toUpperCase(Locale.ROOT));
    }

    private enum Use {
        ANY,
        DOWNLOAD
    }
}
