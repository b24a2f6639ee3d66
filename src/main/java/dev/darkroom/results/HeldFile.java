package dev.darkroom.results;

/** What to do where an old file cannot be replaced because another program holds it open, as spreadsheets on Windows do. */
public enum HeldFile {
    /** The new file gets the next free name, such as {@code results (2).csv}. */
    WRITE_BESIDE,
    /** The old file stays; a newer one is soon written anyway. */
    LEAVE
}
