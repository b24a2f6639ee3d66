package dev.darkroom.job.maintenance;

import dev.darkroom.bucket.Buckets;
import dev.darkroom.io.FileMover;
import dev.darkroom.job.RunSummarizer;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.FailedCalls;
import dev.darkroom.ledger.history.PurchaseTotals;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.history.ShownRows;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.spending.RunBalance;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.report.PageWriter;
import dev.darkroom.results.ResultsPlan;
import dev.darkroom.results.ResultsProjection;
import dev.darkroom.results.RunFacts;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.WrittenResults;
import dev.darkroom.results.files.FileList;
import dev.darkroom.runs.BucketUpload;
import dev.darkroom.runs.LedgerCopy;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.OtherRuns;
import dev.darkroom.runs.RowFinder;
import dev.darkroom.runs.RunFinder;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.SharedRecords;
import dev.darkroom.runs.StagedRun;
import dev.darkroom.runs.UnknownPurchase;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run's results and reports again from what is recorded, also beside the process that runs it. */
public final class ReportWriter {

    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    public ReportWriter(InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /**
     * Writes them as of this moment.
     *
     * @param wanted the run's id or output directory, null for the newest
     * @param options what the reports are about besides what the job says
     * @param held whether the caller holds the workspace's lock; otherwise a copy of the ledger is read
     */
    public WrittenReport write(Workspace workspace, @Nullable String wanted, ReportOptions options, boolean held)
            throws IOException {
        return LedgerReading.read(workspace, held, json, database -> write(workspace, database, wanted, options, held));
    }

    /**
     * Returns whether it need not hold the workspace: where several hosts share it, or there is a ledger, and room for a copy of
     * it.
     */
    public static boolean readsCopy(Workspace workspace) throws IOException {
        return workspace.isShared() || (workspace.hasLedger() && LedgerCopy.hasRoom(workspace));
    }

    private WrittenReport write(
            Workspace workspace, LedgerDatabase database, @Nullable String wanted, ReportOptions options, boolean held)
            throws IOException {
        RunRecord run = StagedRun.here(
                new RunFinder(workspace, new RunStore(database.dataSource(), json)).find(wanted), workspace);
        if (held) {
            new OtherRuns(workspace, database.dataSource(), clock, json).catchUpKilled(run);
        }
        RunFolder folder = new RunFolder(workspace, database.dataSource(), run.id(), json);
        JobSpec job = JobFile.read(folder.job(), JobOverrides.NONE, Map.of());
        Manifest manifest = folder.manifest(job, run.manifest());
        Set<String> columns = new LinkedHashSet<>(job.report().by());
        columns.addAll(options.by());
        ResultsPlan plan =
                ResultsPlan.of(run, job, ManifestSurvey.of(manifest, catalog.with(job.models())), List.copyOf(columns));
        RunOutcomes outcomes = new RunOutcomes(database.dataSource(), json, run);
        FailedCalls failedCalls = new FailedCalls(database.dataSource(), run);
        RunFigures figures = new RunFigures(database.dataSource(), run);
        PurchaseTotals accounts = figures.accounts();
        boolean shut = SharedRecords.stop(workspace, database.dataSource(), run.id(), json, clock)
                .keepsShut(run.state() == RunRecord.RunState.FINISHED);
        RunBalance balance = SharedRecords.balances(workspace, database.dataSource(), run.id(), json, clock)
                .known();
        RunSummary.RunCost cost = new RunSummary.RunCost(
                accounts.spent(), figures.estimated(), job.budget().maxCost(), accounts.unknown(), balance);
        RunFacts facts = facts(cost, new StoredReviews(database.dataSource(), run), run, accounts, shut);
        ShownRows shown = shown(options.rows(), database, run, manifest, job);
        WrittenResults written = new ResultsProjection(FileMover.atomic())
                .write(plan, facts, outcomes, failedCalls, manifest::open, shown);
        List<String> warnings;
        try (Buckets buckets = Buckets.ofEnvironment()) {
            warnings = new PageWriter(run, job, manifest::open, database.dataSource(), json)
                    .write(facts, buckets.folder(run.output()), shown);
        }
        FileList.write(run.output(), run.id());
        BucketUpload.storeAll(run.output());
        return new WrittenReport(run.id(), run.output(), written, warnings, UnknownPurchase.all(figures, json));
    }

    private ShownRows shown(RowChoice choice, LedgerDatabase database, RunRecord run, Manifest manifest, JobSpec job)
            throws IOException {
        if (choice.isAll()) {
            return ShownRows.ALL;
        }
        char decimal = job.csv().decimal();
        return ShownRows.of(
                new RowFinder(database.dataSource(), json, run, manifest, decimal).findAny(choice, run.id()),
                choice.message());
    }

    private RunFacts facts(
            RunSummary.RunCost cost, StoredReviews reviews, RunRecord run, PurchaseTotals accounts, boolean shut) {
        RunSummary.RequestCounts requests = RunSummarizer.requests(accounts);
        Instant ended = run.endedAt();
        return new RunFacts(
                requests, cost, run.createdAt(), ended == null ? clock.instant() : ended, reviews.count(), shut);
    }

    /**
     * What reports are about.
     *
     * @param by kept columns that get a report of their own besides the job's
     * @param rows the rows that the page and the CSV reports are about; the results always have all
     */
    public record ReportOptions(List<String> by, RowChoice rows) {

        /** What the job says, of all rows. */
        public static final ReportOptions NONE = new ReportOptions(List.of(), RowChoice.ALL);

        public ReportOptions {
            by = List.copyOf(by);
        }
    }

    /**
     * The report that was written.
     *
     * @param run the run's id
     * @param output its output directory
     * @param pageWarnings what the user must know about the page
     * @param unknown what has to be settled on the vendor's usage page, in manifest order
     */
    public record WrittenReport(
            String run, Path output, WrittenResults written, List<String> pageWarnings, List<UnknownPurchase> unknown) {

        public WrittenReport {
            pageWarnings = List.copyOf(pageWarnings);
            unknown = List.copyOf(unknown);
        }
    }
}
