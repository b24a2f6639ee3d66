package dev.darkroom.night;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one process's steps on one thread: by chance one or the other takes its turn, or one of its workers does a task.
 * When nothing is to be done the clock goes on to when something is. While a task waits, the others go on.
 */
final class StepScheduler {

    private static final int MAX_STEPS = 200_000;
    private static final Duration MAX = Duration.ofHours(24);
    private static final int DEEPEST = 6;

    private final RunLedger ledger;
    private final SettableClock clock;
    private final SeededChance chance;
    private final Runnable atEachStep;
    private final List<StepWorkers> benches = new ArrayList<>();
    private final MonotonicTime opened;
    private int steps;
    private int depth;

    StepScheduler(RunLedger ledger, SettableClock clock, SeededChance chance, Runnable atEachStep) {
        this.ledger = ledger;
        this.clock = clock;
        this.chance = chance;
        this.atEachStep = atEachStep;
        this.opened = clock.now();
    }

    /** @param oneByOne whether its workers do one task after the other, in order */
    void add(WorkStep step, LoopDriver.LoopTurn turn, StepwiseWorkers hands, boolean oneByOne) {
        benches.add(new StepWorkers(step, turn, hands, oneByOne));
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
        if (++steps > MAX_STEPS || opened.until(clock.now()).compareTo(MAX) > 0) {
            throw new AssertionError("it does not come to its end: " + ledger.counts());
        }
        atEachStep.run();
        List<StepWorkers> ready = benches.stream().filter(this::isReady).toList();
        if (ready.isEmpty()) {
            advance(until);
            return;
        }
        StepWorkers bench = chance.of(ready);
        boolean works = mayWork(bench);
        if (works && (!mayTurn(bench) || chance.in(0.7))) {
            bench.hands.take(bench.oneByOne ? 0 : chance.between(0, bench.hands.waiting() - 1));
        } else if (bench.ended) {
            bench.over = true;
            ledger.signals().ended(bench.step);
        } else {
            turn(bench);
        }
    }

    private void turn(StepWorkers bench) throws InterruptedException {
        bench.seen = ledger.version();
        Duration wait = bench.turn.take();
        if (wait == null) {
            bench.ended = true;
        } else {
            bench.due = clock.now().plus(wait);
        }
    }

    private boolean isReady(StepWorkers bench) {
        return !bench.over && (mayWork(bench) || mayTurn(bench));
    }

    private boolean mayWork(StepWorkers bench) {
        return bench.hands.hasWork() && depth < DEEPEST && !(bench.oneByOne && bench.hands.busy());
    }

    private boolean mayTurn(StepWorkers bench) {
        if (bench.ended) {
            return bench.hands.areIdle();
        }
        return !clock.now().isBefore(bench.due) || ledger.version() != bench.seen;
    }

    private void advance(MonotonicTime until) {
        MonotonicTime next = until;
        for (StepWorkers bench : benches) {
            if (!bench.over && !bench.ended && bench.due.isBefore(next)) {
                next = bench.due;
            }
        }
        if (next.equals(MonotonicTime.MAX)) {
            throw new AssertionError("nobody will ever do anything again: " + ledger.counts());
        }
        clock.advanceTo(next);
    }

    private static final class StepWorkers {
        private final WorkStep step;
        private final LoopDriver.LoopTurn turn;
        private final StepwiseWorkers hands;
        private final boolean oneByOne;
        private MonotonicTime due = MonotonicTime.MIN;
        private long seen = -1;
        private boolean ended;
        private boolean over;

        private StepWorkers(WorkStep step, LoopDriver.LoopTurn turn, StepwiseWorkers hands, boolean oneByOne) {
            this.step = step;
            this.turn = turn;
            this.hands = hands;
            this.oneByOne = oneByOne;
        }
    }
}
