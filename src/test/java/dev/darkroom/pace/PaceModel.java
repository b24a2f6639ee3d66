package dev.darkroom.pace;

import java.time.Duration;

/**
 * The pace of an account in memory, by a clock that tests set: what {@code ledger.shared.SharedPaceTable} says in SQL.
 */
public final class PaceModel implements AccountPace {

    private static final long HORIZON = SlotBatch.HORIZON.toNanos();
    private static final long LONGEST = SlotBatch.MAX_LENGTH.toNanos();

    private long now;
    private long next;
    private long interval;
    private long pausedAt;
    private long pausedUntil;

    /** @param now in nanoseconds since 1970 */
    public PaceModel(long now, Duration interval) {
        this.now = now;
        this.interval = interval.toNanos();
    }

    /** Sets the clock, forward or back. */
    public void setClock(long time) {
        now = time;
    }

    /** Returns the time from one slot to the next. */
    public Duration interval() {
        return Duration.ofNanos(interval);
    }

    @Override
    public SlotGrant take(int most) {
        right();
        int batch = SlotBatch.size(interval());
        next = Math.min(next, now + HORIZON + Math.max(batch * interval, LONGEST));
        long start = Math.max(Math.max(next, now), pausedUntil);
        int slots = start - now > HORIZON ? 0 : Math.min(most, batch);
        if (slots > 0) {
            next = start + slots * interval;
        }
        return new SlotGrant(
                Duration.ofNanos(start - now), slots, interval(), Duration.ofNanos(Math.max(0, pausedUntil - now)));
    }

    @Override
    public void pause(Duration pause) {
        right();
        pausedAt = now;
        pausedUntil = Math.max(pausedUntil, now + pause.toNanos());
    }

    @Override
    public void setInterval(Duration wanted) {
        interval = wanted.toNanos();
    }

    /** Sets times back with a clock that was. */
    private void right() {
        long back = Math.max(0, pausedAt - now);
        pausedAt -= back;
        pausedUntil -= back;
    }
}
