package dev.darkroom.simulator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What can go wrong at the simulated service. Each fault has a name, under which the job file's {@code faults} and the
 * mark <code>[[fault:name]]</code> in a prompt ask for it.
 */
public enum Fault {
    /** The job ends {@code completed} on status and {@code failed} on result, with an error. */
    JOB_FAILED("job-failed", Moment.JOB),
    /** 429 with {@code Retry-After}; nothing was accepted. */
    THROTTLE("throttle", Moment.SUBMIT),
    /** 500 on submit; nothing was accepted, which a client cannot know. */
    SUBMIT_500("submit-500", Moment.SUBMIT),
    /** The submit is accepted, then the connection is closed without an answer. */
    SUBMIT_LOST("submit-lost", Moment.SUBMIT),
    /** The submit is accepted at once and answered after five seconds. */
    SUBMIT_SLOW("submit-slow", Moment.SUBMIT),
    /** An error body of the service under HTTP 200 on submit; nothing was accepted. */
    ERROR_IN_200("error-in-200", Moment.SUBMIT),
    /** 400 with code 400002 on submit. */
    BALANCE_EMPTY("balance-empty", Moment.SUBMIT),
    /** 400 with code 400004 on any call that carries a token. */
    BAD_TOKEN("bad-token", Moment.SUBMIT),
    /** A gateway's HTML page with 502 instead of a status or result. */
    STATUS_502_HTML("status-502-html", Moment.POLL),
    /** 404 for an id that is less than a minute old. */
    STATUS_404_FRESH("status-404-fresh", Moment.POLL),
    /** A succeeded result that names no picture. */
    RESULT_NO_OUTPUT("result-no-output", Moment.JOB),
    /** The words other services of this kind use for the states, and one that nobody ever heard. */
    ODD_WORDS("odd-words", Moment.JOB),
    /** {@code output} is a bare string. */
    OUTPUT_STRING("output-string", Moment.JOB),
    /** {@code output} is a bare array. */
    OUTPUT_ARRAY("output-array", Moment.JOB),
    /** The pictures are not there. */
    OUTPUT_404("output-404", Moment.JOB),
    /** Half of the picture, sent as if it were whole. */
    OUTPUT_TRUNCATED("output-truncated", Moment.JOB),
    /** The connection breaks in the middle of the picture. */
    OUTPUT_CUT("output-cut", Moment.PICTURE),
    /** The picture comes to a halt half-way, and goes on after half a minute. */
    OUTPUT_SLOW("output-slow", Moment.PICTURE);

    /** When it is decided whether a fault strikes: once for the whole job, or anew with every call of a kind. */
    enum Moment {
        SUBMIT,
        POLL,
        JOB,
        PICTURE
    }

    private final String word;
    private final Moment moment;

    Fault(String word, Moment moment) {
        this.word = word;
        this.moment = moment;
    }

    /** The name users write, such as {@code job-failed}. */
    public String word() {
        return word;
    }

    Moment moment() {
        return moment;
    }

    /**
     * Returns the fault of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest and all others
     */
    public static Fault named(String word) {
        Objects.requireNonNull(word, "word is null");
        return Arrays.stream(values())
                .filter(fault -> fault.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(word)));
    }

    private static String unknown(String word) {
        String nearest = Arrays.stream(values())
                .map(Fault::word)
                .min(Comparator.comparingInt(known -> changes(word, known)))
                .orElseThrow();
        String all = Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
        return "the simulator knows no fault '" + word + "'; did you mean '" + nearest + "'? It knows " + all;
    }

    /** How many letters to change, add or take away. */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, index -> index);
        for (int left = 1; left <= from.length(); left++) {
            int diagonal = row[0];
            row[0] = left;
            for (int right = 1; right <= to.length(); right++) {
                int replaced = diagonal + (from.charAt(left - 1) == to.charAt(right - 1) ? 0 : 1);
                diagonal = row[right];
                row[right] = Math.min(replaced, Math.min(row[right], row[right - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
