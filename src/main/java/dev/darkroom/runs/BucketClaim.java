package dev.darkroom.runs;

import dev.darkroom.bucket.BucketFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes a place in a bucket for a run that begins: an object there says whose it is. What it says is kept in the run's
 * folder first, so that a start after a kill knows its own.
 */
public final class BucketClaim {

    /** The object by which a place is taken. */
    static final String NAME = ".darkroom-run";

    private BucketClaim() {}

    /**
     * Takes the place.
     *
     * @return false if another run has it
     */
    public static boolean take(BucketFolder bucket, RunFolder folder) throws IOException {
        byte[] claim = folder.claim().getBytes(StandardCharsets.UTF_8);
        if (bucket.putIfAbsent(NAME, claim)) {
            return true;
        }
        Optional<byte[]> theirs = bucket.read(NAME);
        return theirs.isPresent() && Arrays.equals(theirs.get(), claim);
    }
}
