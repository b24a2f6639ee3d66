package dev.darkroom.collect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Plans at which ages a request is polled until it has ended: of all plans the one that costs least, where each poll
 * has a price and so has noticing an end late, the more the later, in proportion to how long the request took. So none
 * is polled before it can have ended, nor between two times at which requests of its model usually end. Where requests
 * take so different times that many polls were needed, a poll becomes dearer. Immutable.
 */
final class PollPlan {

    /** The longest pause between two polls, and before the first. */
    static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    /** The shortest pause between two polls. */
    static final Duration MIN_PAUSE = Duration.ofMillis(50);

    /** The delay whose price is 1, as a share of the time that the request took; others go by the square of it. */
    private static final double TOLERANCE = 0.3;

    /** The time, in seconds, from which on the tolerance grows. */
    private static final double MIN_TIME = 0.1;

    /** The price of the longest delays: ends rarer than a poll's share of it are not polled for. */
    private static final double MAX_DELAY_PRICE = 8;

    private static final double FIRST_POLL_PRICE = 0.1;
    private static final double MIN_POLL_PRICE = 0.2;
    private static final double MAX_POLL_PRICE = 1.5;
    private static final double PRICE_STEP = 1.4;

    /** The number of polls a request takes, on average, beyond which their price rises. */
    private static final double MAX_POLLS = 2.4;

    /** For each number of spans, the most that may have passed by the next poll. */
    private static final int[] LAST_REACHED = lastReached();

    private final double pollPrice;
    private final double[] running;
    private final int[] next;

    private PollPlan(double pollPrice, double[] running, int[] next) {
        this.pollPrice = pollPrice;
        this.running = running;
        this.next = next;
    }

    private static int[] lastReached() {
        int[] lastReached = new int[AgeSpans.COUNT];
        for (int from = 0; from < AgeSpans.COUNT; from++) {
            int last = from + 1;
            while (last < AgeSpans.COUNT && AgeSpans.end(last) - AgeSpans.begin(from) <= seconds(MAX_PAUSE)) {
                last++;
            }
            lastReached[from] = last;
        }
        return lastReached;
    }

    /**
     * Makes the plan.
     *
     * @param running for each number of spans, which share of the requests run on after them
     * @param last the plan before it, whose price this one's begins with; null while so little is known that every poll
     *     teaches more than it costs
     */
    static PollPlan of(double[] running, @Nullable PollPlan last) {
        if (last == null) {
            return cheapest(running, FIRST_POLL_PRICE);
        }
        double price = Math.max(MIN_POLL_PRICE, last.pollPrice / PRICE_STEP);
        PollPlan plan = cheapest(running, price);
        while (plan.polls() > MAX_POLLS && price < MAX_POLL_PRICE) {
            price *= PRICE_STEP;
            plan = cheapest(running, price);
        }
        return plan;
    }

    /**
     * Finds the cheapest plan, backwards from the greatest age: what is cheapest from an age on does not depend on what
     * was before.
     */
    private static PollPlan cheapest(double[] running, double pollPrice) {
        int[] next = new int[AgeSpans.COUNT + 1];
        double[] cost = new double[AgeSpans.COUNT + 1];
        double[] delay = new double[AgeSpans.COUNT + 1];
        for (int from = AgeSpans.COUNT - 1; from >= 0; from--) {
            double ending = running[from] - running[from + 1];
            double middle = AgeSpans.middle(from);
            double tolerance = TOLERANCE * Math.max(middle, MIN_TIME);
            double earliest = from == 0 ? 0 : AgeSpans.begin(from) + seconds(MIN_PAUSE);
            double least = Double.MAX_VALUE;
            for (int to = from + 1; to <= LAST_REACHED[from]; to++) {
                double age = AgeSpans.end(to - 1);
                double share = (age - middle) / tolerance;
                delay[to] += ending * Math.min(share * share, MAX_DELAY_PRICE);
                if (age >= earliest && delay[to] + cost[to] < least) {
                    least = delay[to] + cost[to];
                    next[from] = to;
                }
            }
            cost[from] = running[from] * pollPrice + (next[from] == 0 ? 0 : least);
        }
        return new PollPlan(pollPrice, running, next);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    /** Returns how many polls a request takes, on average. */
    private double polls() {
        double polls = 0;
        for (int from = 0; from < AgeSpans.COUNT; from = after(from)) {
            polls += running[from];
        }
        return polls;
    }

    private int after(int from) {
        return next[from] == 0 ? AgeSpans.COUNT : next[from];
    }

    /** Returns how long to wait after a poll at this age, or from the submit on if it is zero. */
    Duration pauseAfter(Duration polled) {
        int passed = AgeSpans.passed(polled);
        if (passed == AgeSpans.COUNT) {
            return MAX_PAUSE;
        }
        Duration pause =
                Duration.ofNanos((long) (AgeSpans.end(after(passed) - 1) * 1e9)).minus(polled);
        if (pause.compareTo(MIN_PAUSE) < 0 && !polled.isZero()) {
            return MIN_PAUSE;
        }
        return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    }

    /** Returns which share of the requests have ended at this age. */
    double ended(Duration age) {
        return 1 - running[AgeSpans.passed(age)];
    }
}
