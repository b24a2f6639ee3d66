package dev.darkroom.job;

import dev.darkroom.results.RunSummary;
import dev.darkroom.step.PhaseProgress;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sees a run's progress. Called on a thread of its own, a few times a second at most. */
public interface RunObserver {

    /** Called when the run begins, or is resumed. */
    void begins(String run, Path output, boolean goesOn);

    /**
     * The run's calls go through a proxy.
     *
     * @param address its host and port, without a login
     */
    default void proxied(String address) {}

    /**
     * Nothing is sent before then, since the service asked an earlier start for a pause.
     *
     * @param end when it is over
     */
    default void paused(Instant end) {}

    /**
     * Tells the instant from which on nothing is submitted; called once, after the beginning, if the job has a
     * deadline.
     */
    default void deadline(Instant end) {}

    /** Tells how far the run has come with what it does before it buys. */
    default void preparing(PhaseProgress progress) {}

    /**
     * Tells the run's current progress.
     *
     * @param inFlight how many requests are at the service
     * @param trouble what holds the run up at the service, null if nothing does
     */
    void progress(RunSummary summary, long inFlight, @Nullable String trouble);
}
