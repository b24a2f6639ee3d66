package dev.darkroom.night;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.stations.Turns;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One process's stations on one thread: by chance one or the other takes its turn, or one of its workers does a task.
 * When nothing is to be done the clock goes on to when something is. While a task waits, the others go on.
 */
final class Shop {

    private static final int MOST_STEPS = 200_000;
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int DEEPEST = 6;

    private final RunLedger ledger;
    private final SettableClock clock;
    private final Chance chance;
    private final Runnable atEachStep;
    private final List<Bench> benches = new ArrayList<>();
    private final MonotonicTime opened;
    private int steps;
    private int depth;

    Shop(RunLedger ledger, SettableClock clock, Chance chance, Runnable atEachStep) {
        this.ledger = ledger;
        this.clock = clock;
        this.chance = chance;
        this.atEachStep = atEachStep;
        this.opened = clock.now();
    }

    /** @param oneByOne whether its workers do one task after the other, in order */
    void add(Station station, Turns.Turn turn, Hands hands, boolean oneByOne) {
        benches.add(new Bench(station, turn, hands, oneByOne));
    }

    void runToTheEnd() throws InterruptedException {
        while (!benches.stream().allMatch(bench -> bench.over)) {
            step(MonotonicTime.MAX);
        }
    }

    /** Lets so much time go by, in which the others go on. */
    void pass(Duration time) throws InterruptedException {
        MonotonicTime until = clock.now().plus(time);
        depth++;
        try {
            while (clock.now().isBefore(until)) {
                step(until);
            }
        } finally {
            depth--;
        }
    }

    private void step(MonotonicTime until) throws InterruptedException {
        if (++steps > MOST_STEPS || opened.until(clock.now()).compareTo(LONGEST) > 0) {
            throw new AssertionError("it does not come to its end: " + ledger.counts());
        }
        atEachStep.run();
        List<Bench> ready = benches.stream().filter(this::isReady).toList();
        if (ready.isEmpty()) {
            advance(until);
            return;
        }
        Bench bench = chance.of(ready);
        boolean works = mayWork(bench);
        if (works && (!mayTurn(bench) || chance.in(0.7))) {
            bench.hands.take(bench.oneByOne ? 0 : chance.between(0, bench.hands.waiting() - 1));
        } else if (bench.ended) {
            bench.over = true;
            ledger.signals().ended(bench.station);
        } else {
            turn(bench);
        }
    }

    private void turn(Bench bench) throws InterruptedException {
        bench.seen = ledger.version();
        Duration wait = bench.turn.take();
        if (wait == null) {
            bench.ended = true;
        } else {
            bench.due = clock.now().plus(wait);
        }
    }

    private boolean isReady(Bench bench) {
        return !bench.over && (mayWork(bench) || mayTurn(bench));
    }

    private boolean mayWork(Bench bench) {
        return bench.hands.hasWork() && depth < DEEPEST && !(bench.oneByOne && bench.hands.busy());
    }

    private boolean mayTurn(Bench bench) {
        if (bench.ended) {
            return bench.hands.areIdle();
        }
        return !clock.now().isBefore(bench.due) || ledger.version() != bench.seen;
    }

    private void advance(MonotonicTime until) {
        MonotonicTime next = until;
        for (Bench bench : benches) {
            if (!bench.over && !bench.ended && bench.due.isBefore(next)) {
                next = bench.due;
            }
        }
        if (next.equals(MonotonicTime.MAX)) {
            throw new AssertionError("nobody will ever do anything again: " + ledger.counts());
        }
        clock.advanceTo(next);
    }

    private static final class Bench {
        private final Station station;
        private final Turns.Turn turn;
        private final Hands hands;
        private final boolean oneByOne;
        private MonotonicTime due = MonotonicTime.MIN;
        private long seen = -1;
        private boolean ended;
        private boolean over;

        private Bench(Station station, Turns.Turn turn, Hands hands, boolean oneByOne) {
            this.station = station;
            this.turn = turn;
            this.hands = hands;
            this.oneByOne = oneByOne;
        }
    }
}
