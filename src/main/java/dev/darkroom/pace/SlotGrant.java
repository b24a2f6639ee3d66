package dev.darkroom.pace;

import java.time.Duration;

/**
 * The slots that were taken at an {@link AccountPace}, and what is known there.
 *
 * @param untilFirst until the first of them, or until the next that might be taken
 * @param slots how many were granted; 0 if none
 * @param interval from one to the next
 * @param pause what is left of the one that the service wants; zero without one
 */
public record SlotGrant(Duration untilFirst, int slots, Duration interval, Duration pause) {

    public SlotGrant {
        if (untilFirst.isNegative() || slots < 0 || interval.isNegative() || interval.isZero() || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "slots are not in the past: " + untilFirst + ", " + slots + ", " + interval);
        }
    }
}
