package dev.darkroom.collect;

import java.time.Duration;

/**
 * Divides a request's age into numbered spans, each 3 % longer than the one before it, so that short and long requests
 * are told apart equally well. The first ends at {@link #end} of 0.
 */
final class AgeSpans {

    /** The number of spans; the last ends after some six hours. */
    static final int COUNT = 470;

    private static final double FIRST_END = 0.02;
    private static final double GROWTH = 1.03;
    private static final double LOG_GROWTH = Math.log(GROWTH);

    /** The share of a span by which an age may miss its end: ages are whole nanoseconds. */
    private static final double ROUNDING = 0.001;

    private static final double[] ENDS = ends();

    private AgeSpans() {}

    private static double[] ends() {
        double[] ends = new double[COUNT];
        for (int span = 0; span < COUNT; span++) {
            ends[span] = FIRST_END * Math.pow(GROWTH, span);
        }
        return ends;
    }

    /** Returns how many spans a request of this age has behind it. */
    static int passed(Duration age) {
        return (int) Math.max(0, Math.min(COUNT, Math.floor(position(age) + ROUNDING) + 1));
    }

    /** Returns the span in which a request of this age is. */
    static int of(Duration age) {
        return (int) Math.max(0, Math.min(COUNT - 1, Math.ceil(position(age) - ROUNDING)));
    }

    private static double position(Duration age) {
        double seconds = Math.max(age.toNanos() / 1e9, FIRST_END / 2);
        return Math.log(seconds / FIRST_END) / LOG_GROWTH;
    }

    /** Returns the age at the span's end, in seconds. */
    static double end(int span) {
        return ENDS[span];
    }

    /** Returns the age at the span's begin, in seconds. */
    static double begin(int span) {
        return span == 0 ? 0 : ENDS[span - 1];
    }

    /** Returns the age in the middle of the span, in seconds. */
    static double middle(int span) {
        return (begin(span) + ENDS[span]) / 2;
    }
}
