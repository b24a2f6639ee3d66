package dev.darkroom.review.server;

import dev.darkroom.review.DecisionOutcome;
import dev.darkroom.review.PageDecisions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes decisions as they are made. */
@FunctionalInterface
public interface DecisionDesk {

    /**
     * Records decisions durably.
     *
     * @return what became of each; empty if nothing can be recorded just now, since a run holds the workspace
     */
    Optional<List<DecisionOutcome>> record(PageDecisions sent) throws IOException;
}
