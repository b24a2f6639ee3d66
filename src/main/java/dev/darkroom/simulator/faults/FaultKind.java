package dev.darkroom.simulator.faults;

import dev.darkroom.io.NearestNameFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The faults of the simulated service. Each fault has a name, under which the job file's {@code faults} and the mark
 * <code>[[fault:name]]</code> in a prompt name it, and a sentence that says what a client sees.
 */
public enum FaultKind {
    AWAY(FaultPoint.CALL, "The connection is closed without an answer, and nothing is done."),
    UNAVAILABLE(FaultPoint.CALL, "503 with a line of plain text; nothing is done."),
    BAD_TOKEN(FaultPoint.CALL, "400 with code 400004."),
    BAD_TOKEN_200(FaultPoint.CALL, "Code 400004 under HTTP 200."),
    TOKEN_401(FaultPoint.CALL, "A bare 401 without a body."),
    TOKEN_403(FaultPoint.CALL, "A bare 403 without a body."),

    BALANCE_EMPTY(FaultPoint.SUBMIT, "400 with code 400002."),
    BALANCE_EMPTY_200(FaultPoint.SUBMIT, "Code 400002 under HTTP 200."),
    BALANCE_402(FaultPoint.SUBMIT, "A bare 402 without a body."),
    THROTTLE(FaultPoint.SUBMIT, "429 with Retry-After."),
    SUBMIT_500(FaultPoint.SUBMIT, "500 with the service's error body."),
    SUBMIT_503(FaultPoint.SUBMIT, "503 with a line of plain text."),
    SUBMIT_502_HTML(FaultPoint.SUBMIT, "A gateway's HTML page with 502."),
    SUBMIT_408(FaultPoint.SUBMIT, "408 with a line of plain text."),
    SUBMIT_REDIRECT(
            FaultPoint.SUBMIT, "307 to the simulator under its other name, localhost, where it counts who follows."),
    SUBMIT_RESET(FaultPoint.SUBMIT, "The connection is closed without an answer."),
    NOT_YOURS(FaultPoint.SUBMIT, "403 with code 403001: this row's own refusal."),
    SUBMIT_422(FaultPoint.SUBMIT, "422 with code 422001: this row's own refusal."),
    SUBMIT_403_HTML(FaultPoint.SUBMIT, "A firewall's HTML page with 403."),
    ERROR_IN_200(FaultPoint.SUBMIT, "Code 422001 under HTTP 200."),

    SUBMIT_LOST(FaultPoint.SUBMITTED, "The connection is closed without an answer."),
    SUBMIT_SLOW(FaultPoint.SUBMITTED, "The answer comes after five seconds."),
    SUBMIT_HANG(FaultPoint.SUBMITTED, "No answer; the connection is closed after ten minutes."),
    SUBMIT_NO_ID(FaultPoint.SUBMITTED, "200 with an empty object."),
    SUBMIT_BAD_ID(FaultPoint.SUBMITTED, "200 with the id ../../x."),
    SUBMIT_HTML(FaultPoint.SUBMITTED, "200 with an HTML page."),
    SUBMIT_GARBLED(FaultPoint.SUBMITTED, "200 with half of the answer's JSON."),

    STATUS_404_FRESH(FaultPoint.POLL, "404 with code 404001 for an id that is less than a minute old."),
    STATUS_500(FaultPoint.POLL, "500 with the service's error body."),
    STATUS_503(FaultPoint.POLL, "503 with a line of plain text."),
    STATUS_502_HTML(FaultPoint.POLL, "A gateway's HTML page with 502."),
    STATUS_429(FaultPoint.POLL, "429 with Retry-After."),
    STATUS_RESET(FaultPoint.POLL, "The connection is closed without an answer."),
    STATUS_HANG(FaultPoint.POLL, "No answer; the connection is closed after ten minutes."),
    STATUS_REDIRECT(
            FaultPoint.POLL, "307 to the simulator under its other name, localhost, where it counts who follows."),
    STATUS_401(FaultPoint.POLL, "A bare 401 without a body."),
    STATUS_GARBLED(FaultPoint.POLL, "200 with half a JSON object."),

    RESULT_500(FaultPoint.RESULT, "500 with the service's error body."),
    RESULT_LOST(FaultPoint.RESULT, "The connection is closed without an answer."),

    CANCEL_500(FaultPoint.CANCEL, "500 with the service's error body; not cancelled."),
    CANCEL_NOT_CANCELLABLE(FaultPoint.CANCEL, "202 with the outcome not_cancellable; not cancelled."),
    CANCEL_LIES(FaultPoint.CANCEL, "202 without an outcome; not cancelled."),
    CANCEL_LOST(FaultPoint.CANCEL, "Cancelled as asked, then the connection is closed without an answer."),

    MODEL_500(FaultPoint.MODEL, "500 with the service's error body."),
    MODEL_404(FaultPoint.MODEL, "404 with the service's error body."),
    MODEL_401(FaultPoint.MODEL, "A bare 401 without a body."),
    MODEL_NO_PRICE(FaultPoint.MODEL, "The answer names no price."),
    MODEL_PER_SECOND(FaultPoint.MODEL, "The price is for a second, not for a picture."),
    MODEL_PER_MEGAPIXEL(FaultPoint.MODEL, "The price is for a megapixel, not for a picture."),

    BALANCE_500(FaultPoint.BALANCE, "500 with the service's error body."),
    BALANCE_401(FaultPoint.BALANCE, "A bare 401 without a body."),
    BALANCE_GARBLED(FaultPoint.BALANCE, "200 with half a JSON object."),

    JOB_FAILED(FaultPoint.JOB, "It ends completed on status and failed on result, with an error, at no cost."),
    FAILED_ON_STATUS(FaultPoint.JOB, "The same, but status says failed too."),
    JOB_CANCELLED(FaultPoint.JOB, "The service ends it as cancelled by itself, at no cost."),
    STUCK_IN_QUEUE(FaultPoint.JOB, "It waits for ever, and can be cancelled."),
    STUCK_IN_PROGRESS(FaultPoint.JOB, "It is in progress for ever; it holds no slot longer than others do."),
    STATUS_404(FaultPoint.JOB, "Status and result answer 404 with code 404001, always."),
    ODD_WORDS(FaultPoint.JOB, "The states have other services' words, and one that nobody ever heard."),

    RESULT_NO_OUTPUT(FaultPoint.CONTENT, "Succeeded, and names no picture."),
    RESULT_NO_COST(FaultPoint.CONTENT, "The cost is left out."),
    RESULT_LATE_COST(FaultPoint.CONTENT, "The cost is left out the first time, and named from then on."),
    RESULT_DEAR(FaultPoint.CONTENT, "The cost is three times the price, and so much is taken."),
    OUTPUT_STRING(FaultPoint.CONTENT, "The output is a bare string."),
    OUTPUT_ARRAY(FaultPoint.CONTENT, "The output is a bare array."),
    OUTPUT_ECHO(FaultPoint.CONTENT, "The inputs are told again beside the output, source addresses included."),
    OUTPUT_OTHER_HOST(FaultPoint.CONTENT, "The addresses are https on example.com."),
    OUTPUT_PRIVATE_ADDRESS(FaultPoint.CONTENT, "The addresses are on http://10.0.0.1."),
    OUTPUT_FILE_URL(FaultPoint.CONTENT, "The address is file:///etc/passwd."),
    OUTPUT_JAVASCRIPT(FaultPoint.CONTENT, "The address is javascript:alert(1)."),

    OUTPUT_403(FaultPoint.OUTPUT, "403 with an HTML page."),
    OUTPUT_404(FaultPoint.OUTPUT, "404 with an HTML page."),
    OUTPUT_EXPIRED(FaultPoint.OUTPUT, "404; once asked for, a later result names a fresh address, which works."),
    OUTPUT_GONE(FaultPoint.OUTPUT, "404; once asked for, status and result answer 404 with code 404001."),
    OUTPUT_REDIRECT_PRIVATE(FaultPoint.OUTPUT, "302 to http://10.0.0.1/."),
    OUTPUT_REDIRECT_LOOP(FaultPoint.OUTPUT, "302 to itself."),
    OUTPUT_REDIRECT_FILE(FaultPoint.OUTPUT, "302 to file:///etc/passwd."),
    OUTPUT_HTML(FaultPoint.OUTPUT, "200 with an HTML page."),
    OUTPUT_EMPTY(FaultPoint.OUTPUT, "200 with no byte."),
    OUTPUT_TRUNCATED(FaultPoint.OUTPUT, "Half of the picture, sent as if it were whole."),
    OUTPUT_LYING_LENGTH(FaultPoint.OUTPUT, "Content-Length is 1,000 more than the bytes that come."),
    OUTPUT_ENDLESS(
            FaultPoint.OUTPUT, "The picture, then noise without an end; after 512 MiB the connection is closed."),
    OUTPUT_BOMB(FaultPoint.OUTPUT, "A PNG of some hundred bytes whose header says 60,000 x 60,000."),
    OUTPUT_OTHER_TYPE(FaultPoint.OUTPUT, "A GIF under the picture's name and content type."),
    OUTPUT_SVG(FaultPoint.OUTPUT, "An SVG with a script in it."),
    OUTPUT_GZIP(FaultPoint.OUTPUT, "The picture with Content-Encoding: gzip, though nobody asked."),
    OUTPUT_GARBLED(
            FaultPoint.OUTPUT, "The picture with its beginning and end as they should be, and noise in the middle."),
    OUTPUT_BLANK(FaultPoint.OUTPUT, "A picture of one pale colour."),
    OUTPUT_BLURRED(FaultPoint.OUTPUT, "The picture out of focus."),
    OUTPUT_SOURCE(
            FaultPoint.OUTPUT,
            "The source picture again, if it is one of the samples, in its own size and the format asked for."),
    OUTPUT_NARROW(FaultPoint.OUTPUT, "The picture with a quarter of the width missing."),
    OUTPUT_OFF_WHITE(FaultPoint.OUTPUT, "The picture on a cream-coloured ground, whatever was asked for."),

    OUTPUT_500(FaultPoint.FETCH, "500 with an HTML page."),
    OUTPUT_CUT(FaultPoint.FETCH, "The connection breaks in the middle of the picture."),
    OUTPUT_SLOW(FaultPoint.FETCH, "The picture comes to a halt half-way, and goes on after half a minute.");

    private final FaultPoint moment;
    private final String meaning;

    FaultKind(FaultPoint moment, String meaning) {
        this.moment = moment;
        this.meaning = meaning;
    }

    /** Returns the name users write, such as {@code job-failed}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what a client sees, as a sentence. */
    public String meaning() {
        return meaning;
    }

    public FaultPoint moment() {
        return moment;
    }

    /**
     * Returns the fault of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public static FaultKind named(String word) {
        Objects.requireNonNull(word, "word is null");
        List<String> texts = Arrays.stream(values()).map(FaultKind::keyword).toList();
        int index = texts.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("the simulator knows no fault '" + word + "'; did you mean '"
                    + NearestNameFinder.find(word, texts).orElseThrow() + "'? docs/simulator.md lists all");
        }
        return values()[index];
    }
}
