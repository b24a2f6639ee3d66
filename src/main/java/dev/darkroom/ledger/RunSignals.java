package dev.darkroom.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the stations of a running run tell one another: that one has ended, or that all should stop. Thread-safe. */
public final class RunSignals {

    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicBoolean knownAsked = new AtomicBoolean();
    private final Set<Station> ended = Collections.synchronizedSet(EnumSet.noneOf(Station.class));
    private final Runnable wake;

    RunSignals(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Asks all stations to stop. The first reason stands, but one that leaves everything at once overrules one that
     * still collects.
     */
    public void stop(StopReason reason, String words) {
        stop.updateAndGet(before -> {
            boolean stronger = before == null || (before.reason().collects() && !reason.collects());
            return stronger ? new Stop(reason, words) : before;
        });
        wake.run();
    }

    /** Why the run stops, or null while it goes on. */
    public @Nullable Stop stopped() {
        return stop.get();
    }

    /** Whether nothing may be bought any more. */
    public boolean noMoreSubmits() {
        return stop.get() != null;
    }

    /**
     * Whether a row that is about to leave must stay. One that was let through before the budget was used up has its
     * price reserved, and goes: else a fast run would let through, hold back and stop for ever.
     */
    public boolean mustStay() {
        Stop stopped = stop.get();
        return stopped != null && stopped.reason() != StopReason.BUDGET;
    }

    /** Whether every station is to end as soon as what it has begun is durable. */
    public boolean leaveAll() {
        Stop stopped = stop.get();
        return stopped != null && !stopped.reason().collects();
    }

    /** Every request that was known at the start has been answered for once. */
    public void knownAsked() {
        knownAsked.set(true);
        wake.run();
    }

    /** Whether nobody waits any more for word of the requests that were known at the start. */
    public boolean knownAreAsked() {
        return knownAsked.get() || ended.contains(Station.COLLECT);
    }

    /** Called by each station when it ends, however it ends. */
    public void ended(Station station) {
        ended.add(station);
        wake.run();
    }

    public boolean hasEnded(Station station) {
        return ended.contains(station);
    }

    /**
     * A stop.
     *
     * @param reason its kind
     * @param words what happened, for people
     */
    public record Stop(StopReason reason, String words) {}
}
