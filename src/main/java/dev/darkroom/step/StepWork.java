package dev.darkroom.step;

import dev.darkroom.ledger.signals.WorkStep;
import java.io.IOException;
import java.time.Duration;

/** Says what a step does with its rows; a {@link WorkLoop} drives it. One thread calls it; the items run on workers. */
public interface StepWork {

    /** Names the step. */
    WorkStep step();

    /** Names what the step does, as a message begins: "submitting". */
    String action();

    /** Prepares for the first item. */
    default void begin() throws IOException {}

    /**
     * Decides what comes now: an item for a worker, a pause, or the end. It never waits by itself.
     *
     * @param inFlight how many items the workers work on
     */
    NextWork next(int inFlight);

    /**
     * Ends what is in flight in time, if it must be: no further item comes, and the loop waits for the last ones.
     *
     * @param waited for how long it has
     */
    default void hurry(Duration waited) {}

    /** Follows up on the last item, if nothing has failed. */
    default void end() {}
}
