package dev.darkroom.errors;

import java.util.Objects;

/**
 * What to do about an error.
 *
 * @param retryable whether the same row may succeed when it is tried again as it is
 * @param whatToDo a sentence
 */
public record Advice(boolean retryable, String whatToDo) {

    public static final Advice MEND_ROW =
            once("Mend the row (see its reason; validate lists all of them at once) and run the manifest again");
    public static final Advice ASK_AGAIN = again("Resume the run: what is paid for is asked for again at no cost");
    public static final Advice FETCH_AGAIN = again("Resume the run: the picture is fetched again at no cost");
    public static final Advice BUY_CANCELLED = again("Run resume --only cancelled to buy the row again");
    public static final Advice LOOK =
            once("Look at the vendor's usage page, then settle each row with resolve: it may have been billed");
    public static final Advice TOKEN =
            once("Give a valid token of an active account in RUNCOMFY_TOKEN, then run resume --only failed");
    public static final Advice BALANCE = once("Top up the account's balance, then run resume --only failed");
    public static final Advice MODEL =
            once("Correct the model's name; models lists those that are known, any other needs its schema in the"
                    + " job's models");
    public static final Advice WAIT = again("Run resume --only failed later; a lower submit.rate may help");
    public static final Advice SERVICE = again("The service had trouble: run resume --only failed later");
    public static final Advice JUDGE =
            once("Look at its files, which are in place; reject the bad ones to have them made"
                    + " anew with another seed (resume --only failed would buy the same seed again)");
    public static final Advice DEFAULT = once("See the reasons in failed.csv; mend the rows and run it as a manifest");

    static final Advice MEND_URL =
            once("Give a public https address that needs no login, and see that it opens in a browser");
    static final Advice BUY_AGAIN =
            again("Run resume --only failed; if the same rows fail again, change their prompts or pictures");
    static final Advice NAME_MODEL = once("Name a model in the job file or in the row's column model");

    public Advice {
        Objects.requireNonNull(whatToDo, "whatToDo is null");
    }

    /** Advises to try the same row again, after what the sentence says. */
    public static Advice again(String whatToDo) {
        return new Advice(true, whatToDo);
    }

    /** Advises what must be done before the row can succeed. */
    public static Advice once(String whatToDo) {
        return new Advice(false, whatToDo);
    }
}
