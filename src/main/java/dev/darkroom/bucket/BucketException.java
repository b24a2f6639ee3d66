package dev.darkroom.bucket;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call to a bucket that did not succeed, in words that name the bucket and what to do. It has no cause: what the SDK says
 * may quote what was sent.
 */
public final class BucketException extends IOException {

    private static final long serialVersionUID = 1L;

    private final BucketFailure kind;

    public BucketException(BucketFailure kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns the kind of failure, which tells what to do about it. */
    public BucketFailure kind() {
        return kind;
    }

    /** Finds the one among a failure and its causes. */
    public static Optional<BucketException> in(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(100)
                .filter(BucketException.class::isInstance)
                .map(BucketException.class::cast)
                .findFirst();
    }

    /** The kind of a failure, by what to do about it. */
    public enum BucketFailure {
        /** It may pass by another time. */
        AWAY,
        /** Somebody has to mend something first: credentials, rights, the bucket's name. */
        REFUSED,
        /** There is no such object. */
        MISSING,
        /** An object arrived that is not what was sent. */
        DAMAGED
    }
}
