package dev.darkroom.pace;

import java.time.Duration;

/** The slots of a process that alone sends calls for its account. */
final class LocalSlots implements SlotSource {

    private final RetryAfterGate gate;
    private final RateSource rate;
    private final EvenSlots slots;
    private final EvenSlots doors;

    LocalSlots(RetryAfterGate gate, RateSource rate, MonotonicClock clock) {
        this.gate = gate;
        this.rate = rate;
        this.slots = new EvenSlots(clock);
        this.doors = new EvenSlots(clock);
    }

    @Override
    public synchronized Duration untilNext() {
        return slots.untilNext();
    }

    @Override
    public synchronized CallSlot take() {
        slots.postpone(gate.left());
        return CallSlot.lasting(slots.take(rate.interval()));
    }

    /** Calls that are late go one after the other all the same, and what follows makes room for them. */
    @Override
    public synchronized Duration acquire(CallSlot slot) {
        Duration apart = rate.interval().multipliedBy(97).dividedBy(100);
        Duration wait = doors.untilNext();
        doors.take(apart);
        slots.postpone(wait.plus(apart));
        return wait;
    }

    @Override
    public void pause(Duration pause) {
        // The gate is shut.
    }

    @Override
    public void refresh() {
        // There is no other process.
    }
}
