package dev.darkroom.report;

import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.results.ManifestSource;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes {@code report.html}, a page that needs nothing beside it, and the rows it has no room for as {@code
 * report/sheet-N.html}. Goes through the rows twice, with at most as many in memory as four pages show. Each file is
 * replaced whole; the page itself comes last. By one thread at a time for a run.
 */
final class HtmlReport {

    /** The number of rows with which a page is still quick. */
    static final int ROWS_A_PAGE = 500;

    private final FileMover mover;

    HtmlReport(FileMover mover) {
        this.mover = Objects.requireNonNull(mover, "mover is null");
    }

    /**
     * Writes all files, and deletes the sheets of an earlier writing that are no longer needed.
     *
     * @param outcomes the run's rows in manifest order
     * @param failedCalls the calls that failed on their way
     * @param inputs what they request, in manifest order
     * @param manifest the run's copy of the manifest, for the rows that are invalid
     * @throws IOException if a file cannot be written; those in place are whole, old or new
     */
    public WrittenPage write(
            PagePlan plan,
            Iterable<RowOutcome> outcomes,
            Iterable<FailedCall> failedCalls,
            Iterable<DisplayedInput> inputs,
            ManifestSource manifest)
            throws IOException {
        try {
            return write(plan, new PageRows(outcomes, inputs), failedCalls, manifest);
        } catch (JacksonIOException unwritten) {
            throw Objects.requireNonNull(unwritten.getCause(), "cause is null");
        }
    }

    private WrittenPage write(PagePlan plan, PageRows rows, Iterable<FailedCall> failedCalls, ManifestSource manifest)
            throws IOException {
        PageFigures figures = new PageFigures();
        FrontPageRows front = new FrontPageRows(ROWS_A_PAGE);
        try (InvalidRows invalid = new InvalidRows(manifest)) {
            for (PageRow row : rows) {
                figures.add(row);
                front.add(invalid.complete(row));
            }
        }
        failedCalls.forEach(figures::add);
        PageFiles files = new PageFiles(mover, plan, figures);
        List<PageRow> first = front.rows();
        SheetWriter others = new SheetWriter(files, ROWS_A_PAGE, figures.rows() - first.size());
        if (first.size() < figures.rows()) {
            writeOthers(rows, front.numbers(), others, manifest);
        }
        List<SheetWriter.ReportSheet> sheets = others.finish();
        files.writeReport(sheets, first);
        SheetWriter.deleteAfter(sheets.size(), plan.output().resolve(PageFiles.FOLDER));
        return new WrittenPage(first.size(), sheets.size(), files.warnings());
    }

    private static void writeOthers(PageRows rows, Set<Long> shown, SheetWriter sheets, ManifestSource manifest)
            throws IOException {
        try (InvalidRows invalid = new InvalidRows(manifest)) {
            for (PageRow row : rows) {
                if (!shown.contains(row.outcome().number())) {
                    sheets.add(invalid.complete(row));
                }
            }
        }
    }
}
