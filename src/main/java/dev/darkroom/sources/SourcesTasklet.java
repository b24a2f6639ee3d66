package dev.darkroom.sources;

import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.ledger.signals.RunSignals;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that checks source pictures once results are written, and compares outputs with those of their group. Nothing
 * that happens in it fails the run: what it brings is for the report, and for the next night.
 */
public final class SourcesTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(SourcesTasklet.class);

    private final SourceEmbedding mode;
    private final RunSignals signals;
    private final SourceInspection inspection;
    private final @Nullable GroupInspection groups;
    private final RunResultsReader results;

    /**
     * @param groups what compares pictures with one another, null if none are
     * @param results what is written anew if a check has changed a row
     */
    SourcesTasklet(
            SourceEmbedding mode,
            RunSignals signals,
            SourceInspection inspection,
            @Nullable GroupInspection groups,
            RunResultsReader results) {
        this.mode = mode;
        this.signals = signals;
        this.inspection = inspection;
        this.groups = groups;
        this.results = results;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (signals.stopImmediately()) {
            return RepeatStatus.FINISHED;
        }
        try {
            if (mode == SourceEmbedding.THUMBNAILS && inspection.inspectNext()) {
                results.write();
            }
            if (groups != null && !signals.stopImmediately() && groups.inspect()) {
                results.write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.warn("the look at source pictures and groups broke off: {}", FailureText.of(e));
        }
        return RepeatStatus.FINISHED;
    }

    /** The run's results, as they are then. */
    @FunctionalInterface
    public interface RunResultsReader {
        void write() throws IOException;
    }
}
