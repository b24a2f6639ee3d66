package dev.darkroom.pace;

import java.time.Duration;

/**
 * Hands out the slots of one account at one service to all processes that send calls for it, wherever they are. What it
 * returns are waits from now, so that nobody's clock need agree with another's. Thread-safe.
 *
 * <p>All methods throw a {@link RuntimeException} if what the processes share cannot be reached.
 */
public interface AccountPace {

    /**
     * Takes slots that nobody else gets. They follow the last one that was taken, are not in the past, and not within a
     * pause; none is granted that is further ahead than {@link SlotBatch#HORIZON}.
     *
     * @param most no more than this, nor than {@link SlotBatch#size}; 0 to take none and learn of rate and pause
     */
    SlotGrant take(int most);

    /** Lets nobody take a slot within the time from now, unless a longer pause has been set. */
    void pause(Duration pause);

    /** Sets the time from one slot to the next. */
    void setInterval(Duration interval);
}
