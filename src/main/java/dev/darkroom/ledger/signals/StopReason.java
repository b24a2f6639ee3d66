package dev.darkroom.ledger.signals;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reason why a run stops before its end, which decides what it still does then. */
public enum StopReason {
    /** The user or the system stopped it. */
    SIGNAL(false),
    /** The service is away for longer than the job allows. */
    OUTAGE(false),
    /** The service asked an earlier start for a longer pause than the job allows; what is not paused is collected. */
    PAUSED(true, "outage"),
    /** No room is left for what must be durable. */
    DISK_FULL(false),
    /** The database that holds the ledger cannot be reached any more. */
    LEDGER_AWAY(false, "database"),
    /** The bucket that the outputs go to is away for longer than the job allows, or refuses them. */
    BUCKET(false),
    /** A step failed unforeseen. */
    FAILURE(false),
    /** A step before the first purchase failed unforeseen: earlier purchases are there all the same. */
    UNPREPARED(true, "failure"),
    /** The run may not submit as its job says, or its user does not want it to. */
    REFUSED(true),
    /** The service refuses this account. */
    ACCOUNT(true),
    /** The next purchase would exceed the budget. */
    BUDGET(true),
    /** More would be submitted than the user has agreed to. */
    UNCONFIRMED(true),
    /** The job's deadline has come. */
    DEADLINE(true),
    /** The job's window is not open. */
    WINDOW(true),
    /** Too many of the first rows failed. */
    CANARY(true, "canary", true),
    /** Too many of the last rows failed. */
    FAILURE_RATE(true, "stop-if", true),
    /** Too many rows in a row ended without a picture for the same reason. */
    SAME_REASON(true, "stop-if-same", true),
    /** The ledger was restored, and may lack purchases. */
    FORGOTTEN(true, "rebuild", true),
    /** The same of another run at the service, so that this one may buy what that one did. */
    FORGOTTEN_ELSEWHERE(true, "rebuild-elsewhere"),
    /** The user wanted some rows alone to be worked on, and others are left. */
    SELECTION(true);

    private static final String ALSO = "; also ";

    private final boolean collects;
    private final String keyword;
    private final boolean stands;

    StopReason(boolean collects) {
        this.collects = collects;
        this.keyword = name().toLowerCase(Locale.ROOT);
        this.stands = false;
    }

    StopReason(boolean collects, String word) {
        this(collects, word, false);
    }

    StopReason(boolean collects, String word, boolean stands) {
        this.collects = collects;
        this.keyword = word;
        this.stands = stands;
    }

    /** Finds the first reason with this keyword. */
    public static Optional<StopReason> ofKeyword(String keyword) {
        return Arrays.stream(values())
                .filter(reason -> reason.keyword.equals(keyword))
                .findFirst();
    }

    /** Returns whether what is at the service is collected before the end; otherwise it is left for the next start. */
    public boolean collects() {
        return collects;
    }

    /** Returns whether later starts buy nothing either, until somebody resumes the run past it. */
    public boolean stands() {
        return stands;
    }

    /**
     * Returns whether a recorded reason is one that stands.
     *
     * @param recorded a keyword, a colon and a message; null for none
     */
    public static boolean isStanding(@Nullable String recorded) {
        return recorded != null
                && ofKeyword(recorded.split(":", 2)[0])
                        .filter(StopReason::stands)
                        .isPresent();
    }

    /**
     * Returns whether a recorded reason is this one.
     *
     * @param recorded a keyword, a colon and a message; null for none
     */
    public boolean isReasonOf(@Nullable String recorded) {
        return recorded != null && recorded.split(":", 2)[0].equals(keyword);
    }

    /**
     * Returns what is recorded where one stop stands and another ended the process: the first keeps the run shut.
     *
     * @param standing as it is recorded
     * @param other likewise
     */
    public static String both(String standing, String other) {
        return standing + ALSO + other;
    }

    /** Returns the stop that ended the process besides the one that stands; null if it was that one. */
    public static @Nullable String otherThanStanding(String recorded) {
        int also = recorded.indexOf(ALSO);
        return also < 0 ? null : recorded.substring(also + ALSO.length());
    }

    /** The word in files and on the terminal. */
    public String keyword() {
        return keyword;
    }
}
