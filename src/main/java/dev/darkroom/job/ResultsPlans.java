package dev.darkroom.job;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.results.ResultsPlan;
import java.util.List;

/** Which files a run leaves. */
final class ResultsPlans {

    private static final String MODEL = "model";

    private ResultsPlans() {}

    /** @param by the kept columns that get a report of their own; {@code model} always has one */
    static ResultsPlan of(RunRecord run, JobSpec job, ManifestSurvey survey, List<String> by) {
        CsvDialect dialect =
                new CsvDialect(run.delimiter(), job.csv().decimal(), job.csv().bom());
        List<String> own = by.stream().filter(column -> !column.equals(MODEL)).toList();
        return new ResultsPlan(run.output(), dialect, survey.columns(), run.keptColumns(), own);
    }
}
