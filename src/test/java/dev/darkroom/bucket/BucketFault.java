package dev.darkroom.bucket;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Something that a {@link BucketServer} does wrong with calls that match, as often as it is told to. */
public final class BucketFault {

    private final FaultKind kind;
    private final Pattern calls;
    private final AtomicInteger left;

    private BucketFault(FaultKind kind, String calls, int times) {
        this.kind = kind;
        this.calls = Pattern.compile(calls);
        this.left = new AtomicInteger(times);
    }

    /** @param calls what the whole call must match, such as {@code PUT shots/.*} */
    public static BucketFault of(FaultKind kind, String calls, int times) {
        return new BucketFault(kind, calls, times);
    }

    public static BucketFault always(FaultKind kind, String calls) {
        return of(kind, calls, Integer.MAX_VALUE);
    }

    FaultKind kind() {
        return kind;
    }

    boolean strikes(String call) {
        return calls.matcher(call).matches() && left.getAndDecrement() > 0;
    }

    /** What is done wrong. */
    public enum FaultKind {
        SLOW_DOWN,
        DENIED,
        NOT_IMPLEMENTED,
        CUT,
        HANG
    }
}
