package dev.darkroom.results;

import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The step that writes the results manifest and the reports, whatever happened before it. */
public final class ResultsTasklet implements Tasklet {

    private final ResultsPlan plan;
    private final ResultsProjection projection;
    private final Supplier<RunFacts> facts;
    private final Iterable<RowOutcome> outcomes;
    private final Iterable<FailedCall> failedCalls;
    private final ManifestSource manifest;
    private volatile @Nullable WrittenResults written;

    public ResultsTasklet(
            ResultsPlan plan,
            ResultsProjection projection,
            Supplier<RunFacts> facts,
            Iterable<RowOutcome> outcomes,
            Iterable<FailedCall> failedCalls,
            ManifestSource manifest) {
        this.plan = Objects.requireNonNull(plan, "plan is null");
        this.projection = projection;
        this.facts = facts;
        this.outcomes = outcomes;
        this.failedCalls = failedCalls;
        this.manifest = manifest;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        contribution.incrementWriteCount(project().rows());
        return RepeatStatus.FINISHED;
    }

    /** Writes them again, as of this moment, after the step has come to its end. */
    public void write() throws IOException {
        project();
    }

    private WrittenResults project() throws IOException {
        WrittenResults results = projection.write(plan, facts.get(), outcomes, failedCalls, manifest);
        written = results;
        return results;
    }

    /** The results that were written, null if the step has not come to its end. */
    public @Nullable WrittenResults written() {
        return written;
    }
}
