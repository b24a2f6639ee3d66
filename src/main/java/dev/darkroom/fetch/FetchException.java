package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fetch that did not bring a whole picture. */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final FetchFailure kind;
    private final transient @Nullable Duration retryAfter;
    private final @Nullable String silentHost;

    /** @param code the stable code of a row's reason */
    public FetchException(String code, FetchFailure kind, String message) {
        this(code, kind, message, null, null);
    }

    /** Makes an error of a code of our own. */
    public FetchException(ErrorCode code, FetchFailure kind, String message) {
        this(code.code(), kind, message, null, null);
    }

    private FetchException(
            String code,
            FetchFailure kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable String silentHost) {
        super(message);
        this.silentHost = silentHost;
        this.code = code;
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /**
     * Makes the error of a picture's host that has too much to do.
     *
     * @param status 429, or 503 with a time to come back
     * @param what what is behind the address, {@code output} or {@code source}
     * @param retryAfter the pause it wants, null if it names none
     */
    public static FetchException throttled(int status, String what, @Nullable Duration retryAfter) {
        return new FetchException(
                ErrorCode.ofStatus(status),
                FetchFailure.THROTTLED,
                "the " + what + "'s host answered with HTTP " + status,
                retryAfter,
                null);
    }

    /** Makes the error of a host that gave no whole answer, or has no address. */
    static FetchException silent(ErrorCode code, String host, String message) {
        return new FetchException(code.code(), FetchFailure.PASSING, message, null, host);
    }

    /** Returns the host that gave no whole answer, null if one answered or none was contacted. */
    public @Nullable String silentHost() {
        return silentHost;
    }

    /** Returns the pause that the host wants, null if it names none. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Returns the stable code of a row's reason. */
    public String code() {
        return code;
    }

    /** Returns whether the host gave no answer that settles it: another time may bring another. */
    public boolean mayPass() {
        return kind == FetchFailure.PASSING || kind == FetchFailure.THROTTLED;
    }

    /** Returns the kind of failure, which tells what to do about it. */
    public FetchFailure kind() {
        return kind;
    }

    /** The kind of a failure, by what to do about it. */
    public enum FetchFailure {
        /** A failure that may pass by another time. */
        PASSING,
        /** A failure that may pass after the pause that the host wants. */
        THROTTLED,
        /** The address no longer holds the output: a fresh one may. */
        STALE_ADDRESS,
        /** A failure that will be no different another time. */
        FINAL
    }
}
