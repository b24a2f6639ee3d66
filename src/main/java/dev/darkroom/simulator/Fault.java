package dev.darkroom.simulator;

import dev.darkroom.io.NearestNameFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What can go wrong at the simulated service. Each fault has a name, under which the job file's {@code faults} and the
 * mark <code>[[fault:name]]</code> in a prompt ask for it, and a sentence that says what a client sees.
 */
public enum Fault {
    AWAY(Moment.CALL, "The connection is closed without an answer, and nothing is done."),
    UNAVAILABLE(Moment.CALL, "503 with a line of plain text; nothing is done."),
    BAD_TOKEN(Moment.CALL, "400 with code 400004."),
    BAD_TOKEN_200(Moment.CALL, "Code 400004 under HTTP 200."),
    TOKEN_401(Moment.CALL, "A bare 401 without a body."),
    TOKEN_403(Moment.CALL, "A bare 403 without a body."),

    BALANCE_EMPTY(Moment.SUBMIT, "400 with code 400002."),
    BALANCE_EMPTY_200(Moment.SUBMIT, "Code 400002 under HTTP 200."),
    BALANCE_402(Moment.SUBMIT, "A bare 402 without a body."),
    THROTTLE(Moment.SUBMIT, "429 with Retry-After."),
    SUBMIT_500(Moment.SUBMIT, "500 with the service's error body."),
    SUBMIT_503(Moment.SUBMIT, "503 with a line of plain text."),
    SUBMIT_502_HTML(Moment.SUBMIT, "A gateway's HTML page with 502."),
    SUBMIT_408(Moment.SUBMIT, "408 with a line of plain text."),
    SUBMIT_REDIRECT(
            Moment.SUBMIT, "307 to the simulator under its other name, localhost, where it counts who follows."),
    SUBMIT_RESET(Moment.SUBMIT, "The connection is closed without an answer."),
    NOT_YOURS(Moment.SUBMIT, "403 with code 403001: this row's own refusal."),
    SUBMIT_422(Moment.SUBMIT, "422 with code 422001: this row's own refusal."),
    SUBMIT_403_HTML(Moment.SUBMIT, "A firewall's HTML page with 403."),
    ERROR_IN_200(Moment.SUBMIT, "Code 422001 under HTTP 200."),

    SUBMIT_LOST(Moment.SUBMITTED, "The connection is closed without an answer."),
    SUBMIT_SLOW(Moment.SUBMITTED, "The answer comes after five seconds."),
    SUBMIT_HANG(Moment.SUBMITTED, "No answer; the connection is closed after ten minutes."),
    SUBMIT_NO_ID(Moment.SUBMITTED, "200 with an empty object."),
    SUBMIT_BAD_ID(Moment.SUBMITTED, "200 with the id ../../x."),
    SUBMIT_HTML(Moment.SUBMITTED, "200 with an HTML page."),
    SUBMIT_GARBLED(Moment.SUBMITTED, "200 with half of the answer's JSON."),

    STATUS_404_FRESH(Moment.POLL, "404 with code 404001 for an id that is less than a minute old."),
    STATUS_500(Moment.POLL, "500 with the service's error body."),
    STATUS_503(Moment.POLL, "503 with a line of plain text."),
    STATUS_502_HTML(Moment.POLL, "A gateway's HTML page with 502."),
    STATUS_429(Moment.POLL, "429 with Retry-After."),
    STATUS_RESET(Moment.POLL, "The connection is closed without an answer."),
    STATUS_HANG(Moment.POLL, "No answer; the connection is closed after ten minutes."),
    STATUS_REDIRECT(Moment.POLL, "307 to the simulator under its other name, localhost, where it counts who follows."),
    STATUS_401(Moment.POLL, "A bare 401 without a body."),
    STATUS_GARBLED(Moment.POLL, "200 with half a JSON object."),

    RESULT_500(Moment.RESULT, "500 with the service's error body."),
    RESULT_LOST(Moment.RESULT, "The connection is closed without an answer."),

    CANCEL_500(Moment.CANCEL, "500 with the service's error body; not cancelled."),
    CANCEL_NOT_CANCELLABLE(Moment.CANCEL, "202 with the outcome not_cancellable; not cancelled."),
    CANCEL_LIES(Moment.CANCEL, "202 without an outcome; not cancelled."),
    CANCEL_LOST(Moment.CANCEL, "Cancelled as asked, then the connection is closed without an answer."),

    MODEL_500(Moment.MODEL, "500 with the service's error body."),
    MODEL_404(Moment.MODEL, "404 with the service's error body."),
    MODEL_401(Moment.MODEL, "A bare 401 without a body."),
    MODEL_NO_PRICE(Moment.MODEL, "The answer names no price."),

    BALANCE_500(Moment.BALANCE, "500 with the service's error body."),
    BALANCE_401(Moment.BALANCE, "A bare 401 without a body."),
    BALANCE_GARBLED(Moment.BALANCE, "200 with half a JSON object."),

    JOB_FAILED(Moment.JOB, "It ends completed on status and failed on result, with an error, at no cost."),
    FAILED_ON_STATUS(Moment.JOB, "The same, but status says failed too."),
    JOB_CANCELLED(Moment.JOB, "The service ends it as cancelled by itself, at no cost."),
    STUCK_IN_QUEUE(Moment.JOB, "It waits for ever, and can be cancelled."),
    STUCK_IN_PROGRESS(Moment.JOB, "It is in progress for ever; it holds no slot longer than others do."),
    STATUS_404(Moment.JOB, "Status and result answer 404 with code 404001, always."),
    ODD_WORDS(Moment.JOB, "The states have other services' words, and one that nobody ever heard."),

    RESULT_NO_OUTPUT(Moment.CONTENT, "Succeeded, and names no picture."),
    RESULT_NO_COST(Moment.CONTENT, "The cost is left out."),
    OUTPUT_STRING(Moment.CONTENT, "The output is a bare string."),
    OUTPUT_ARRAY(Moment.CONTENT, "The output is a bare array."),
    OUTPUT_ECHO(Moment.CONTENT, "The inputs are told again beside the output, source addresses included."),
    OUTPUT_OTHER_HOST(Moment.CONTENT, "The addresses are https on example.com."),
    OUTPUT_PRIVATE_ADDRESS(Moment.CONTENT, "The addresses are on http://10.0.0.1."),
    OUTPUT_FILE_URL(Moment.CONTENT, "The address is file:///etc/passwd."),
    OUTPUT_JAVASCRIPT(Moment.CONTENT, "The address is javascript:alert(1)."),

    OUTPUT_403(Moment.OUTPUT, "403 with an HTML page."),
    OUTPUT_404(Moment.OUTPUT, "404 with an HTML page."),
    OUTPUT_EXPIRED(Moment.OUTPUT, "404; once asked for, a later result names a fresh address, which works."),
    OUTPUT_GONE(Moment.OUTPUT, "404; once asked for, status and result answer 404 with code 404001."),
    OUTPUT_REDIRECT_PRIVATE(Moment.OUTPUT, "302 to http://10.0.0.1/."),
    OUTPUT_REDIRECT_LOOP(Moment.OUTPUT, "302 to itself."),
    OUTPUT_REDIRECT_FILE(Moment.OUTPUT, "302 to file:///etc/passwd."),
    OUTPUT_HTML(Moment.OUTPUT, "200 with an HTML page."),
    OUTPUT_EMPTY(Moment.OUTPUT, "200 with no byte."),
    OUTPUT_TRUNCATED(Moment.OUTPUT, "Half of the picture, sent as if it were whole."),
    OUTPUT_LYING_LENGTH(Moment.OUTPUT, "Content-Length is 1,000 more than the bytes that come."),
    OUTPUT_ENDLESS(Moment.OUTPUT, "The picture, then noise without an end; after 512 MiB the connection is closed."),
    OUTPUT_BOMB(Moment.OUTPUT, "A PNG of some hundred bytes whose header says 60,000 x 60,000."),
    OUTPUT_OTHER_TYPE(Moment.OUTPUT, "A GIF under the picture's name and content type."),
    OUTPUT_SVG(Moment.OUTPUT, "An SVG with a script in it."),
    OUTPUT_GZIP(Moment.OUTPUT, "The picture with Content-Encoding: gzip, though nobody asked."),
    OUTPUT_GARBLED(Moment.OUTPUT, "The picture with its beginning and end as they should be, and noise in the middle."),
    OUTPUT_BLANK(Moment.OUTPUT, "A picture of one pale colour."),
    OUTPUT_BLURRED(Moment.OUTPUT, "The picture out of focus."),
    OUTPUT_SOURCE(
            Moment.OUTPUT,
            "The source picture again, if it is one of the samples, in its own size and the format asked for."),
    OUTPUT_NARROW(Moment.OUTPUT, "The picture with a quarter of the width missing."),
    OUTPUT_OFF_WHITE(Moment.OUTPUT, "The picture on a cream-coloured ground, whatever was asked for."),

    OUTPUT_500(Moment.FETCH, "500 with an HTML page."),
    OUTPUT_CUT(Moment.FETCH, "The connection breaks in the middle of the picture."),
    OUTPUT_SLOW(Moment.FETCH, "The picture comes to a halt half-way, and goes on after half a minute.");

    private final Moment moment;
    private final String meaning;

    Fault(Moment moment, String meaning) {
        this.moment = moment;
        this.meaning = meaning;
    }

    /** The name users write, such as {@code job-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a client sees, as a sentence. */
    String meaning() {
        return meaning;
    }

    Moment moment() {
        return moment;
    }

    /**
     * Returns the fault of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public static Fault named(String word) {
        Objects.requireNonNull(word, "word is null");
        List<String> words = Arrays.stream(values()).map(Fault::word).toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("the simulator knows no fault '" + word + "'; did you mean '"
                    + NearestNameFinder.find(word, words).orElseThrow() + "'? docs/simulator.md lists all");
        }
        return values()[index];
    }
}
