package dev.darkroom.job;

import dev.darkroom.results.RunSummary;
import java.nio.file.Path;

/** Sees a run's progress. Called on a thread of its own, a few times a second at most. */
public interface RunObserver {

    /** The run begins, or goes on. */
    void begins(String run, Path output, boolean goesOn);

    /** Where the run stands, and how many requests are at the service. */
    void progress(RunSummary summary, long inFlight);
}
