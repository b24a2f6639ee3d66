package dev.darkroom.io;

/**
 * The handling of an old file that cannot be replaced because another program holds it open, as spreadsheets on Windows
 * do.
 */
public enum LockedFilePolicy {
    /** The new file gets the next free name, such as {@code results (2).csv}. */
    WRITE_BESIDE,
    /** The old file stays; a newer one is soon written anyway. */
    LEAVE,
    /** The old file stays and the writing fails: nothing may proceed without the new one. */
    FAIL
}
