package dev.darkroom.ledger;

import java.util.Locale;

/** Why a run stops before its end, and what it still does then. */
public enum StopReason {
    /** The user or the system asked for it. */
    SIGNAL(false),
    /** The service is away for longer than the job allows. */
    OUTAGE(false),
    /** No room is left for what must be durable. */
    DISK_FULL(false),
    /** A step failed unforeseen. */
    FAILURE(false),
    /** What comes before the first purchase failed unforeseen: what was bought before is no less there for it. */
    UNPREPARED(true, "failure"),
    /** The run may not buy as it was asked to, or its user does not want it to. */
    REFUSED(true),
    /** The service refuses this account. */
    ACCOUNT(true),
    /** The next purchase would exceed the budget. */
    BUDGET(true),
    /** More would be bought than the user has agreed to. */
    UNCONFIRMED(true),
    /** The job's deadline has come. */
    DEADLINE(true),
    /** Too many of the first rows failed. */
    CANARY(true),
    /** The user wanted some rows alone to be worked on, and others are left. */
    SELECTION(true);

    private final boolean collects;
    private final String keyword;

    StopReason(boolean collects) {
        this.collects = collects;
        this.keyword = name().toLowerCase(Locale.ROOT);
    }

    StopReason(boolean collects, String word) {
        this.collects = collects;
        this.keyword = word;
    }

    /** Whether what is at the service is collected before the end; otherwise it is left for the next start. */
    public boolean collects() {
        return collects;
    }

    /** The word in files and on the terminal. */
    public String keyword() {
        return keyword;
    }
}
