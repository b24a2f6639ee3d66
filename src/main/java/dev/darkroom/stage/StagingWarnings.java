package dev.darkroom.stage;

import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.manifest.preparation.WarningGroups;
import dev.darkroom.manifest.preparation.WarningGroups.WarningGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells, before anything is bought, what the user may not have meant with the rows that this process has staged. */
final class StagingWarnings implements StepExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(StagingWarnings.class);

    private static final int MAX_KINDS = 20;

    private final RowPreparer preparer;
    private final WarningGroups rows;

    /** @param rows takes the warnings of rows while the step stages them */
    StagingWarnings(RowPreparer preparer, WarningGroups rows) {
        this.preparer = preparer;
        this.rows = rows;
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        if (step.getWriteCount() == 0) {
            return null;
        }
        preparer.warnings().forEach(warning -> log.warn("{}", warning.asError()));
        List<WarningGroup> kinds = rows.groups();
        kinds.stream().limit(MAX_KINDS).forEach(kind -> log.warn("{}", kind.asError()));
        if (kinds.size() > MAX_KINDS) {
            log.warn("{} more kinds of warnings: validate lists them all", kinds.size() - MAX_KINDS);
        }
        return null;
    }
}
