package dev.darkroom.results;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.ShownRows;
import dev.darkroom.results.files.JunitReport;
import dev.darkroom.results.files.RowManifests;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes {@code results.csv}, {@code results.jsonl}, {@code failed.csv}, {@code succeeded.csv}, {@code report/*.csv}, {@code
 * report/junit.xml} and, where the job wants it, {@code results.xlsx} from what the ledger knows: always whole, from the first row on, in one pass with one row in memory at a time. Nothing is replaced before
 * everything is on disk, so a crash or a full disk leaves the files of the time before. May be done again at any time,
 * by one thread at a time for a run; a second process's does no harm.
 */
public final class ResultsProjection {

    /** The version of the results' columns. */
    public static final int FORMAT = ResultColumns.FORMAT;

    private final FileMover mover;

    public ResultsProjection(FileMover mover) {
        this.mover = Objects.requireNonNull(mover, "mover is null");
    }

    /** Writes all files, of which the reports are about all rows. */
    public WrittenResults write(
            ResultsPlan plan,
            RunFacts facts,
            Iterable<RowOutcome> outcomes,
            Iterable<FailedCall> failedCalls,
            ManifestSource manifest)
            throws IOException {
        return write(plan, facts, outcomes, failedCalls, manifest, ShownRows.ALL);
    }

    /**
     * Writes all files.
     *
     * @param outcomes the run's rows in manifest order
     * @param failedCalls the calls that failed on their way, in the same order
     * @param manifest the run's copy of the manifest
     * @param shown the rows that the CSV reports are about; the results have all
     * @throws IOException if a file cannot be written; those in place are whole, old or new
     * @throws DiskFullException if there is no room for them; those in place are all old
     */
    public WrittenResults write(
            ResultsPlan plan,
            RunFacts facts,
            Iterable<RowOutcome> outcomes,
            Iterable<FailedCall> failedCalls,
            ManifestSource manifest,
            ShownRows shown)
            throws IOException {
        ResultColumns columns =
                new ResultColumns(plan.keptColumns(), facts.reviews().areShown());
        RunStatistics figures = new RunStatistics(plan.by(), plan.dialect().decimal());
        List<String> warnings = new ArrayList<>();
        try (AtomicFiles files = new AtomicFiles(mover, LockedFilePolicy.WRITE_BESIDE)) {
            writeRows(
                    files,
                    plan,
                    columns,
                    outcomes,
                    manifest,
                    new ShownFigures(shown, figures, facts.startedAt()),
                    warnings);
            ReportFiles reports = new ReportFiles(files, plan.output(), plan.dialect());
            reports.write(figures, facts, columns);
            reports.writeAttempts(shown.calls(failedCalls));
            warnings.addAll(files.replaceAll());
        } catch (JacksonIOException unwritten) {
            throw located(Objects.requireNonNull(unwritten.getCause(), "cause is null"), plan);
        } catch (IOException unwritten) {
            throw located(unwritten, plan);
        }
        return new WrittenResults(figures.statuses(), figures.purchases(), facts.advised(figures.errors()), warnings);
    }

    private static IOException located(IOException unwritten, ResultsPlan plan) {
        if (DiskFull.isCauseOf(unwritten)) {
            throw new DiskFullException(plan.output(), unwritten);
        }
        return unwritten;
    }

    private static void writeRows(
            AtomicFiles files,
            ResultsPlan plan,
            ResultColumns columns,
            Iterable<RowOutcome> outcomes,
            ManifestSource manifest,
            ShownFigures figures,
            List<String> warnings)
            throws IOException {
        ResultsCsv csv = new ResultsCsv(begin(files, plan, "results.csv"), columns);
        Writer lines = files.begin(plan.output().resolve("results.jsonl"));
        ResultsJsonl jsonl = new ResultsJsonl(lines, columns);
        ResultsWorkbook workbook = plan.workbook()
                ? new ResultsWorkbook(
                        files.beginBytes(plan.output().resolve(ResultsWorkbook.NAME), FilePermissions.GROUP_READABLE),
                        columns)
                : null;
        JunitReport junit =
                new JunitReport(files.begin(plan.output().resolve(JunitReport.NAME)), plan.job(), figures.startedAt);
        try (RowManifests manifests = new RowManifests(
                begin(files, plan, RowManifests.FAILED),
                begin(files, plan, RowManifests.SUCCEEDED),
                plan.manifestColumns(),
                manifest)) {
            for (RowOutcome row : outcomes) {
                csv.add(row);
                jsonl.add(row);
                if (workbook != null) {
                    workbook.add(row);
                }
                manifests.add(row);
                junit.add(row);
                if (figures.shown.has(row.number())) {
                    figures.all.add(row);
                }
            }
            manifests.warning().ifPresent(warnings::add);
        }
        jsonl.finish();
        junit.finish();
        if (workbook != null) {
            warnings.addAll(workbook.finish());
        }
    }

    private static CsvFile begin(AtomicFiles files, ResultsPlan plan, String name) throws IOException {
        return new CsvFile(files.begin(plan.output().resolve(name)), plan.dialect());
    }

    /** The figures of some rows of a run that began then. */
    private record ShownFigures(ShownRows shown, RunStatistics all, Instant startedAt) {}
}
