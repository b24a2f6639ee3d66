package dev.darkroom.collect;

import java.time.Duration;

/**
 * Estimates how long the requests of a model take: for each {@link AgeSpans span} of age, which share of those that
 * came to it ended in it. So a request that is only known not to have ended yet teaches too, and so does one that is
 * known to have ended between two polls. What is new counts for more, and before anything is known all ages from half a
 * second on are alike. Not thread-safe.
 */
final class LifeTable {

    /** The number of requests after which earlier ones hardly count. */
    private static final double MEMORY = 128;

    /** The number of requests that the guess counts for which is made before any was seen. */
    private static final double GUESS_WEIGHT = 0.2;

    /** The guess of how many end within a span. */
    private static final double GUESS = 0.03;

    private static final double GUESS_OF_SHORT = 0.0015;
    private static final double SHORT = 0.5;

    /** The share from which on it was clear before that a request would end within a time. */
    private static final double NO_NEWS = 0.9;

    private final double[] came = new double[AgeSpans.COUNT];
    private final double[] ended = new double[AgeSpans.COUNT];

    /** Notes that a request ran on from one age to another. */
    void ranOn(Duration from, Duration to) {
        for (int span = AgeSpans.passed(from); span < AgeSpans.passed(to); span++) {
            note(span, 1, 0);
        }
    }

    /**
     * Notes that a request ended at an age.
     *
     * @param running the last age at which it is noted to have run on; zero if it never was
     */
    void endedAt(Duration running, Duration age) {
        int last = Math.max(AgeSpans.of(age), Math.min(AgeSpans.passed(running), AgeSpans.COUNT - 1));
        for (int span = AgeSpans.passed(running); span < last; span++) {
            note(span, 1, 0);
        }
        note(last, 1, 1);
    }

    /** Notes that a request ended between two ages, nobody knows when. */
    void endedBetween(Duration running, Duration age) {
        int first = Math.min(AgeSpans.passed(running), AgeSpans.COUNT - 1);
        int last = Math.max(AgeSpans.of(age), first);
        double[] shares = new double[last - first + 1];
        double left = 1;
        for (int span = first; span <= last; span++) {
            shares[span - first] = left * hazard(span);
            left -= shares[span - first];
        }
        double within = 1 - left;
        if (within > NO_NEWS && last > first) {
            return;
        }
        double runningOn = 1;
        for (int span = first; span <= last; span++) {
            double share = shares[span - first] / within;
            note(span, runningOn, share);
            runningOn -= share;
        }
    }

    private void note(int span, double came, double ended) {
        double kept = 1 - came / MEMORY;
        this.came[span] = this.came[span] * kept + came;
        this.ended[span] = this.ended[span] * kept + ended;
    }

    /** Returns for each span, and for the end of the last, which share of the requests come to it. */
    double[] running() {
        double[] running = new double[AgeSpans.COUNT + 1];
        running[0] = 1;
        for (int span = 0; span < AgeSpans.COUNT; span++) {
            running[span + 1] = running[span] * (1 - hazard(span));
        }
        return running;
    }

    /** Returns the share of the requests that come to a span which end in it. */
    private double hazard(int span) {
        double guess = AgeSpans.end(span) < SHORT ? GUESS_OF_SHORT : GUESS;
        return (ended[span] + GUESS_WEIGHT * guess) / (came[span] + GUESS_WEIGHT);
    }
}
