package dev.darkroom.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Learns the rate that a service really bears from its "too many" (429): it falls to just under what was accepted of
 * late, and climbs again slowly, the slower the more a failed attempt to climb costs. Refusals that come as often
 * however slowly one goes say nothing about the rate: then it is left alone for a while. Not thread-safe. Rates are per
 * second.
 */
final class AdaptiveRate {

    /**
     * The factor from the accepted rate to one just under it. A factor of 0.7 took 1.8 times the least possible time.
     */
    private static final double JUST_UNDER = 0.95;

    /** The factor if the service took more than the rate: it came in a clump, for which the rate is hardly to blame. */
    private static final double IN_A_CLUMP = 0.98;

    /**
     * The deepest fall; two refusals in close succession may be chance, and would look like a limit of next to nothing.
     */
    private static final double MAX_FALL = 0.5;

    private static final double MAX_FIRST_FALL = 0.05;
    private static final double NOTHING_ACCEPTED = 0.5;

    /** The shortest window, in seconds. */
    private static final double MIN_WINDOW = 1;

    private static final double MAX_WINDOW = 300;
    private static final int SLOTS_IN_WINDOW = 10;

    /** The longest gap that counts, in slots: a longer gap was nobody's doing but ours. */
    private static final double MAX_GAP = 2;

    private static final Duration FASTEST_CLIMB = Duration.ofMinutes(1);
    private static final Duration SLOWEST_CLIMB = Duration.ofHours(1);

    /** The factor by which a climb takes longer than the pause that its end may cost. */
    private static final int CLIMB_PER_PAUSE = 24;

    private static final int STEPS_OF_A_CLIMB = 5;
    private static final double STEP = 0.01;
    private static final double STEP_BEYOND = 0.05;
    private static final double BEYOND = 1.1;
    private static final int SHORT_RUN = 100;
    private static final int MAX_IN_VAIN = 6;
    private static final double BACK = 1.5;
    private static final Duration NO_LESSON = Duration.ofMinutes(1);

    private final double asked;
    private final double least;
    private final Deque<MonotonicTime> accepted = new ArrayDeque<>();
    private double rate;
    private double ceiling;
    private Duration climb = FASTEST_CLIMB;
    private MonotonicTime nextStep = MonotonicTime.MAX;
    private MonotonicTime counting;
    private MonotonicTime noLessonUntil = MonotonicTime.MIN;
    private long run;
    private boolean taught;
    private boolean first;
    private int inVain;
    private double beforeVain;
    private double before;
    private double borne;
    private double counted = MIN_WINDOW;
    private MonotonicTime pausedUntil = MonotonicTime.MIN;

    /**
     * @param asked the rate that the user set, never exceeded
     * @param known what was learned before, or {@code asked}
     */
    AdaptiveRate(double asked, double known, MonotonicTime now) {
        this.asked = asked;
        this.least = asked / 1_000;
        this.rate = Math.max(least, Math.min(asked, known));
        this.ceiling = rate / JUST_UNDER;
        this.counting = now;
        this.beforeVain = rate;
        if (rate < asked) {
            nextStep = now.plus(step());
        }
    }

    /** Returns the rate of this moment. */
    double at(MonotonicTime now) {
        while (!now.isBefore(nextStep) && rate < asked) {
            rate = Math.min(asked, rate * (1 + (rate > ceiling * BEYOND ? STEP_BEYOND : STEP)));
            nextStep = nextStep.plus(step());
        }
        return rate;
    }

    boolean lowered() {
        return rate < asked;
    }

    void accepted(MonotonicTime now) {
        if (now.isBefore(pausedUntil)) {
            // It left before the refusal and is part of what the service bore.
            borne += 1 / counted;
            conclude();
            return;
        }
        accepted.add(now);
        run++;
        forgetBefore(now.minus(window()));
    }

    /**
     * Learns that the service had too much to do. Called once for each pause it wants; nothing is sent until {@code
     * opens}.
     */
    void refused(MonotonicTime now, MonotonicTime opens) {
        pausedUntil = MonotonicTime.MIN;
        if (!now.isBefore(noLessonUntil) && lower(now, now.until(opens))) {
            pausedUntil = opens;
        }
        run = 0;
        accepted.clear();
        counting = opens;
        nextStep = opens.plus(step());
    }

    /** Lowers the rate, and returns whether there was a lesson in the refusal. */
    private boolean lower(MonotonicTime now, Duration pause) {
        before = at(now);
        boolean helped = run >= SHORT_RUN || !taught;
        first = !taught;
        taught = true;
        inVain = helped ? 0 : inVain + 1;
        if (inVain == 0) {
            beforeVain = before;
        }
        if (inVain >= MAX_IN_VAIN) {
            rate = Math.min(asked, beforeVain * BACK);
            noLessonUntil = now.plus(NO_LESSON);
            inVain = 0;
            return false;
        }
        counted = secondsCounted(now);
        borne = accepted.size() / counted;
        boolean metAgain = run >= SHORT_RUN
                && before >= ceiling * JUST_UNDER
                && Math.abs(borne - ceiling) < ceiling * (1 - JUST_UNDER) * 2;
        conclude();
        Duration costs = pause.multipliedBy(CLIMB_PER_PAUSE);
        Duration slower = metAgain ? climb.multipliedBy(2) : FASTEST_CLIMB;
        climb = shorter(SLOWEST_CLIMB, slower.compareTo(costs) > 0 ? slower : costs);
        return true;
    }

    private void conclude() {
        ceiling = borne > 0 ? borne : before * NOTHING_ACCEPTED;
        double lowest = before * (first ? MAX_FIRST_FALL : MAX_FALL);
        rate = Math.max(Math.max(least, lowest), Math.min(before * IN_A_CLUMP, ceiling * JUST_UNDER));
    }

    /**
     * Returns the seconds in which what is {@link #accepted} was: one, as most limiters count, and more if the rate is
     * low; time in which nothing was sent does not count.
     */
    private double secondsCounted(MonotonicTime now) {
        forgetBefore(now.minus(window()));
        double mostGap = MAX_GAP / rate;
        double busy = 0;
        MonotonicTime last = counting;
        for (MonotonicTime at : accepted) {
            busy += Math.min(mostGap, seconds(last, at));
            last = at;
        }
        busy += Math.min(mostGap, seconds(last, now));
        return Math.max(MIN_WINDOW, busy);
    }

    private static double seconds(MonotonicTime from, MonotonicTime to) {
        return Math.max(0, from.until(to).toNanos() / 1e9);
    }

    private Duration window() {
        double seconds = SLOTS_IN_WINDOW / rate;
        return Duration.ofMillis((long) (1_000 * Math.max(MIN_WINDOW, Math.min(MAX_WINDOW, seconds))));
    }

    private void forgetBefore(MonotonicTime time) {
        while (!accepted.isEmpty() && !accepted.getFirst().isAfter(time)) {
            accepted.removeFirst();
        }
    }

    private Duration step() {
        return climb.dividedBy(STEPS_OF_A_CLIMB);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
