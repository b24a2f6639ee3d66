package dev.darkroom.report;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.SafeText;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.comparison.RunComparison;
import dev.darkroom.ledger.comparison.RunDifference;
import dev.darkroom.ledger.history.DisplayedInputs;
import dev.darkroom.ledger.history.FailedCalls;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.history.ShownRows;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.report.SinceLastRun.RowChange;
import dev.darkroom.results.ManifestSource;
import dev.darkroom.results.RunFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a run's {@code report.html}. The page is worth having, and never worth a run: what it fails of is a warning.
 */
public final class PageWriter {

    private static final Logger log = LoggerFactory.getLogger(PageWriter.class);

    private static final RowChange NONE = new RowChange(0, List.of());
    private static final SinceLastRun FIRST = new SinceLastRun(null, NONE, NONE, NONE, NONE, NONE, NONE);

    private final RunRecord run;
    private final JobSpec job;
    private final RunOutcomes outcomes;
    private final FailedCalls failedCalls;
    private final DisplayedInputs inputs;
    private final ManifestSource manifest;
    private final RunComparison comparison;

    public PageWriter(RunRecord run, JobSpec job, ManifestSource manifest, DataSource dataSource, JsonMapper json) {
        this.run = run;
        this.job = job;
        this.manifest = manifest;
        this.outcomes = new RunOutcomes(dataSource, json, run);
        this.failedCalls = new FailedCalls(dataSource, run);
        this.inputs = new DisplayedInputs(dataSource, json, run);
        this.comparison = new RunComparison(dataSource, json, run);
    }

    /** Writes it about all rows. */
    public List<String> write(RunFacts facts, Optional<BucketFolder> bucket) {
        return write(facts, bucket, ShownRows.ALL);
    }

    /**
     * Writes it.
     *
     * @param bucket where the run's outputs are, if that is in a bucket and it can be asked
     * @param shown the rows that it is about
     * @return what the user must know
     */
    public List<String> write(RunFacts facts, Optional<BucketFolder> bucket, ShownRows shown) {
        try {
            StoredThumbnails thumbnails = bucket.map(StoredThumbnails::in).orElse(StoredThumbnails.NONE);
            PagePlan plan = plan(facts, thumbnails, shown);
            WrittenPage page = new HtmlReport(FileMover.atomic())
                    .write(plan, shown.outcomes(outcomes), shown.calls(failedCalls), inputs, manifest);
            log.info("report.html shows {} rows, {} sheets the others", page.rows(), page.sheets());
            List<String> warnings = new ArrayList<>(page.warnings());
            if (!job.candidates().isEmpty()) {
                warnings.addAll(new TrialPage(FileMover.atomic(), plan, job.candidates())
                        .write(new PageRows(shown.outcomes(outcomes), inputs)));
            }
            warnings.forEach(log::warn);
            return warnings;
        } catch (IOException | RuntimeException e) {
            String warning = "report.html could not be written (" + SafeText.line(FailureText.of(e), 200)
                    + "); the results are whole, and report writes the page again";
            log.warn(warning);
            log.debug("the page", e);
            return List.of(warning);
        }
    }

    private static SinceLastRun since(RunDifference difference) {
        return new SinceLastRun(
                difference.previous().id(),
                change(difference.added()),
                change(difference.changed()),
                change(difference.reused()),
                change(difference.fixed()),
                change(difference.stillFailing()),
                change(difference.gone()));
    }

    private static RowChange change(RunDifference.DifferingRows rows) {
        return new RowChange(rows.count(), rows.ids());
    }

    private PagePlan plan(RunFacts facts, StoredThumbnails thumbnails, ShownRows shown) {
        String rows = String.join(
                ", ",
                Stream.of(job.rows().message(), shown.message())
                        .filter(message -> !message.isEmpty())
                        .toList());
        return new PagePlan(
                run.output(),
                thumbnails,
                run.id(),
                run.job(),
                run.service(),
                rows.isEmpty() ? run.manifest() : run.manifest() + " (" + rows + ")",
                run.createdAt(),
                run.keptColumns(),
                job.report().sources(),
                facts,
                comparison.compare().map(PageWriter::since).orElse(FIRST));
    }
}
