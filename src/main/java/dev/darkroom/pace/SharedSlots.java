package dev.darkroom.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of a process that sends calls for an account beside others. It takes some at a time, as many more as it uses
 * up; what it does not use soon lapses, so that no process ever has much to send at once.
 *
 * <p>A slot is at its time by the moment at which the answer came, and lapses by the one at which it was asked for: what
 * the way to and fro took makes a call late, never early, and counts as its lateness.
 */
final class SharedSlots implements SlotSource {

    private static final Logger log = LoggerFactory.getLogger(SharedSlots.class);

    /** The longest time in which nothing is heard of the others' pauses, and of the rate, while calls leave. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(1);

    /** The shortest time after which one asks again where no slot was to be had. */
    private static final Duration MIN_SILENCE = Duration.ofMillis(50);

    /** More than the time before a slot at which it is taken: until then one looks whether there is one. */
    private static final Duration BEFOREHAND = Duration.ofMillis(150);

    /** The interval from which slots are so few that one leaves some to others. */
    private static final Duration FEW = Duration.ofMillis(400);

    /** The number of answers in a row that come too late after which such a one is used all the same. */
    private static final int MAX_LATE_ANSWERS = 2;

    private final AccountPace account;
    private final RetryAfterGate gate;
    private final RateSource rate;
    private final MonotonicClock clock;
    private final Deque<CallSlot> stock = new ArrayDeque<>();
    private final EvenSlots doors;
    private MonotonicTime next = MonotonicTime.MIN;
    private MonotonicTime mayAsk = MonotonicTime.MIN;
    private MonotonicTime othersUntil = MonotonicTime.MIN;
    private int wanted = 1;
    private boolean wasted;
    private int lateAnswers;
    private volatile MonotonicTime heard = MonotonicTime.MIN;
    private volatile Duration interval = Duration.ZERO;

    SharedSlots(AccountPace account, RetryAfterGate gate, RateSource rate, MonotonicClock clock) {
        this.account = account;
        this.gate = gate;
        this.rate = rate;
        this.clock = clock;
        this.doors = new EvenSlots(clock);
    }

    @Override
    public synchronized Duration untilNext() {
        forgetLapsed();
        if (stock.isEmpty()
                && !wasted
                && !clock.now().isBefore(mayAsk)
                && !clock.now().isBefore(othersUntil)) {
            ask(wanted);
        } else {
            listen();
        }
        MonotonicTime now = clock.now();
        MonotonicTime slot = stock.isEmpty() ? next : stock.getFirst().at();
        Duration wait = now.isBefore(slot) ? now.until(slot) : Duration.ZERO;
        return stock.isEmpty() && now.isBefore(mayAsk)
                ? shorter(wait, now.until(mayAsk).plus(BEFOREHAND))
                : wait;
    }

    @Override
    public synchronized CallSlot take() {
        forgetLapsed();
        wasted = false;
        if (stock.isEmpty() && !clock.now().isBefore(mayAsk)) {
            ask(wanted);
        }
        CallSlot slot = stock.poll();
        if (slot == null) {
            return CallSlot.NONE;
        }
        othersUntil = clock.now().plus(turnOfOthers());
        if (stock.isEmpty()) {
            wanted = Math.min(wanted * 2, SlotBatch.size(interval));
        }
        return slot;
    }

    /** Calls that are late go one after the other all the same. */
    @Override
    public @Nullable Duration acquire(CallSlot slot) {
        listen();
        synchronized (doors) {
            Duration wait = doors.untilNext();
            if (!slot.isUsableAt(clock.now().plus(wait))) {
                return null;
            }
            doors.take(interval.multipliedBy(97).dividedBy(100));
            return wait;
        }
    }

    @Override
    public synchronized void pause(Duration pause) {
        account.pause(pause);
        tellRate();
    }

    @Override
    public synchronized void refresh() {
        ask(0);
    }

    /** Gives up what was not used: nothing is taken beforehand any more until a call is sure to leave. */
    private void forgetLapsed() {
        MonotonicTime now = clock.now();
        while (!stock.isEmpty() && !stock.getFirst().isUsableAt(now)) {
            stock.removeFirst();
            wasted = true;
            wanted = 1;
        }
    }

    private void listen() {
        if (isSilent()) {
            synchronized (this) {
                if (isSilent()) {
                    ask(0);
                }
            }
        }
    }

    private boolean isSilent() {
        return heard.until(clock.now()).compareTo(MAX_SILENCE) >= 0;
    }

    private void ask(int most) {
        tellRate();
        MonotonicTime asked = clock.now();
        SlotGrant grant = account.take(most);
        MonotonicTime answered = clock.now();
        heard = answered;
        interval = grant.interval();
        rate.follow(interval);
        gate.shut(grant.pause());
        MonotonicTime first = answered.plus(grant.untilFirst());
        if (grant.slots() > 0) {
            next = first.plus(interval.multipliedBy(grant.slots()));
            keep(grant, first, asked);
        } else if (stock.isEmpty()) {
            next = first;
            mayAsk = most == 0 ? mayAsk : answered.plus(untilWorthAsking(grant.untilFirst()));
        }
    }

    private void keep(SlotGrant grant, MonotonicTime first, MonotonicTime asked) {
        Duration lateness = SlotBatch.lateness(interval);
        MonotonicTime lapses = asked.plus(grant.untilFirst()).plus(lateness);
        if (first.isBefore(lapses)) {
            lateAnswers = 0;
            for (int slot = 0; slot < grant.slots(); slot++) {
                Duration later = interval.multipliedBy(slot);
                stock.add(new CallSlot(first.plus(later), lapses.plus(later)));
            }
            return;
        }
        wanted = 1;
        lateAnswers++;
        if (lateAnswers >= MAX_LATE_ANSWERS) {
            // One call for each answer cannot be a clump, and waiting for a faster one might last for ever.
            stock.add(new CallSlot(first, first.plus(lateness)));
        }
        if (lateAnswers == MAX_LATE_ANSWERS) {
            log.info(
                    "the workspace's database takes more than {} ms to answer, which slows the pace down",
                    lateness.toMillis());
        }
    }

    /**
     * Returns for how long the next slot is left to the others where slots are few: whoever sends by one would ask again just
     * when the next may be taken, each time.
     */
    private Duration turnOfOthers() {
        return interval.compareTo(FEW) < 0
                ? Duration.ZERO
                : shorter(interval, SlotBatch.HORIZON).dividedBy(2);
    }

    private static Duration untilWorthAsking(Duration wait) {
        Duration early = wait.minus(SlotBatch.HORIZON);
        return early.compareTo(MIN_SILENCE) < 0 ? MIN_SILENCE : shorter(early, MAX_SILENCE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void tellRate() {
        Duration own = rate.correction(interval);
        if (own != null) {
            account.setInterval(own);
            interval = own;
        }
    }
}
