package dev.darkroom.results;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.ManifestSurvey;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The files a run leaves, and how they look. Make it before anything is submitted: it refuses reports that cannot be
 * written.
 *
 * @param job the job's name
 * @param output the run's output directory
 * @param dialect of the CSV files
 * @param manifestColumns the manifest's columns in order; of JSONL the keys of all its rows
 * @param keptColumns the user's own columns in the results, in order
 * @param by the kept columns that get a report of their own
 * @param workbook whether the results are left as a workbook too
 */
public record ResultsPlan(
        String job,
        Path output,
        CsvDialect dialect,
        List<String> manifestColumns,
        List<String> keptColumns,
        List<String> by,
        boolean workbook) {

    private static final String MODEL = "model";

    /** @throws UnknownColumnException if {@code by} names a column that is not kept */
    public ResultsPlan {
        Objects.requireNonNull(job, "job is null");
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(dialect, "dialect is null");
        manifestColumns = List.copyOf(manifestColumns);
        keptColumns = List.copyOf(keptColumns);
        by = ByColumns.of(by, new ResultColumns(keptColumns));
    }

    /** Makes a plan without a workbook. */
    ResultsPlan(
            String job,
            Path output,
            CsvDialect dialect,
            List<String> manifestColumns,
            List<String> keptColumns,
            List<String> by) {
        this(job, output, dialect, manifestColumns, keptColumns, by, false);
    }

    /** Returns whether there can be a report by a column, where these are the kept ones. */
    public static boolean canReportBy(String column, List<String> keptColumns) {
        return ByColumns.has(column, new ResultColumns(keptColumns));
    }

    /**
     * Makes the plan of a run.
     *
     * @param by the kept columns that get a report of their own; {@code model} always has one
     * @throws UnknownColumnException if {@code by} names a column that is not kept
     */
    public static ResultsPlan of(RunRecord run, JobSpec job, ManifestSurvey survey, List<String> by) {
        CsvDialect dialect =
                new CsvDialect(run.delimiter(), job.csv().decimal(), job.csv().bom());
        List<String> own = by.stream().filter(column -> !column.equals(MODEL)).toList();
        return new ResultsPlan(
                run.job(), run.output(), dialect, survey.columns(), run.keptColumns(), own, job.hasWorkbook());
    }
}
