package dev.darkroom.job.maintenance;

import dev.darkroom.io.FailureText;
import dev.darkroom.io.FileMover;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.runs.BucketUpload;
import dev.darkroom.runs.RunStatusReader;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes all that a run leaves in its output directory again, its summary too, once the ledger tells other of its rows
 * than it did at the run's end. The caller holds the workspace's lock.
 */
final class RetoldRun {

    private static final String SUMMARY = "summary.json";

    private final Workspace workspace;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    RetoldRun(Workspace workspace, InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this.workspace = workspace;
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /** Writes it; returns what could not be written, which the run's next start writes. */
    List<String> write(String run) {
        List<String> untold = new ArrayList<>();
        try {
            ReportWriter.WrittenReport report =
                    new ReportWriter(clock, json, catalog).write(workspace, run, ReportWriter.ReportOptions.NONE, true);
            untold.addAll(report.written().warnings());
            untold.addAll(report.pageWarnings());
            untold.addAll(writeSummary(run, report.output()));
            BucketUpload.storeAll(report.output());
        } catch (IOException | RuntimeException e) {
            untold.add("its results and its summary could not be written: " + FailureText.of(e));
        }
        return untold;
    }

    private List<String> writeSummary(String run, Path output) throws IOException {
        RunSummary summary =
                new RunStatusReader(clock, json).read(workspace, run, true).summary();
        List<Path> places = new ArrayList<>(List.of(output.resolve(SUMMARY)));
        Optional<RunSummary> last = SummaryFile.read(workspace.summary());
        if (last.isPresent() && last.get().run().equals(run)) {
            places.add(workspace.summary());
        }
        return new SummaryFile(places, FileMover.atomic()).write(summary);
    }
}
