package dev.darkroom.sourcelook;

import java.time.Duration;

/**
 * What a pass over sources came to.
 *
 * @param addresses how many different ones the rows have
 * @param known of how many something is known now
 * @param files how many pictures on this disk were looked at
 * @param requests how many were made for it
 * @param bytes how many were read of pictures
 * @param took how long it took
 * @param skipped why no address was looked at, empty if they were
 */
public record LookTally(
        long addresses, long known, long files, long requests, long bytes, Duration took, String skipped) {

    /** The sum where nobody looks at sources. */
    public static final LookTally NONE = skipped(0, "");

    static LookTally skipped(long addresses, String why) {
        return new LookTally(addresses, 0, 0, 0, 0, Duration.ZERO, why);
    }

    LookTally withFiles(long looked) {
        return new LookTally(addresses, known, looked, requests, bytes, took, skipped);
    }

    /** Returns whether nothing was looked at. */
    public boolean isNothing() {
        return !skipped.isEmpty() && files == 0;
    }

    /** Returns of how many addresses nothing is known. */
    public long unknown() {
        return addresses - known;
    }
}
