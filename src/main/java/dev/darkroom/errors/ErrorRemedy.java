package dev.darkroom.errors;

import java.util.Objects;

/**
 * Advice on what to do about an error.
 *
 * @param retryable whether the same row may succeed when it is retried as it is
 * @param whatToDo a sentence
 */
public record ErrorRemedy(boolean retryable, String whatToDo) {

    public static final ErrorRemedy MEND_ROW =
            once("Mend the row (see its reason; validate lists all of them at once) and run the manifest again");
    public static final ErrorRemedy ASK_AGAIN = again("Resume the run: what is paid for is asked for again at no cost");
    public static final ErrorRemedy FETCH_AGAIN = again("Resume the run: the picture is fetched again at no cost");
    public static final ErrorRemedy BUY_CANCELLED = again("Run resume --only cancelled to have its picture after all");
    public static final ErrorRemedy LOOK =
            once("Look at the vendor's usage page, then settle each row with resolve: it may have been billed");
    public static final ErrorRemedy TOKEN =
            once("Give a valid token of an active account in RUNCOMFY_TOKEN, then run resume --only failed");
    public static final ErrorRemedy BALANCE = once("Top up the account's balance, then run resume --only failed");
    public static final ErrorRemedy MODEL = once(
            "Correct the model's name: the command models lists those that are known, and any other needs its schema"
                    + " under models in the job file");
    public static final ErrorRemedy WAIT = again("Run resume --only failed later; a lower submit.rate may help");
    public static final ErrorRemedy SERVICE = again("The service had trouble: run resume --only failed later");
    public static final ErrorRemedy JUDGE =
            once("Look at its files, which are in place; reject the bad ones in report.html, and run review, whose"
                    + " redo.csv has them made anew with another seed (resume --only failed would buy the same seed"
                    + " again)");
    public static final ErrorRemedy DEFAULT =
            once("See the reasons in failed.csv; mend the rows and run it as a manifest");

    /** For the text of a file that holds NUL characters. */
    public static final ErrorRemedy TAKE_NUL_OUT =
            once("Take the NUL characters out; if nobody wrote them, the file is damaged: write it again");

    /** For a text that holds half a character. */
    public static final ErrorRemedy WRITE_WHOLE = once("Write the whole character, or take it out");

    static final ErrorRemedy MEND_URL =
            once("Give a public https address that needs no login, and see that it opens in a browser");
    static final ErrorRemedy BUY_AGAIN =
            again("Run resume --only failed; if the same rows fail again, change their prompts or pictures");
    static final ErrorRemedy NAME_MODEL = once("Name a model in the job file or in the row's column model");

    public ErrorRemedy {
        Objects.requireNonNull(whatToDo, "whatToDo is null");
    }

    /** Advises to retry the same row, after what the sentence says. */
    public static ErrorRemedy again(String whatToDo) {
        return new ErrorRemedy(true, whatToDo);
    }

    /** Returns the same for a run that buys nothing before it is resumed past its stop. */
    public ErrorRemedy pastStop() {
        return new ErrorRemedy(retryable, whatToDo.replace("resume --only", "resume --past-stop --only"));
    }

    /** Advises what must be done before the row can succeed. */
    public static ErrorRemedy once(String whatToDo) {
        return new ErrorRemedy(false, whatToDo);
    }
}
