package dev.darkroom.job;

import dev.darkroom.io.FileMover;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.Overrides;
import dev.darkroom.ledger.Accounts;
import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.Outcomes;
import dev.darkroom.ledger.Reviews;
import dev.darkroom.ledger.RunFigures;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.Runs;
import dev.darkroom.ledger.Tries;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.report.PageWriting;
import dev.darkroom.io.FileMover;
import dev.darkroom.results.ResultsPlan;
import dev.darkroom.results.ResultsProjection;
import dev.darkroom.results.RunFacts;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.WrittenResults;
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
     * @param by kept columns that get a report of their own besides the job's
     * @param held whether the caller holds the workspace's lock; otherwise a copy of the ledger is read
     */
    public Report write(Workspace workspace, @Nullable String wanted, List<String> by, boolean held)
            throws IOException {
        return LedgerReading.read(workspace, held, json, database -> write(workspace, database, wanted, by));
    }

    /** Whether it need not hold the workspace: where there is a ledger, and room for a copy of it. */
    public static boolean readsCopy(Workspace workspace) throws IOException {
        return workspace.hasLedger() && LedgerCopy.hasRoom(workspace);
    }

    private Report write(Workspace workspace, LedgerDatabase database, @Nullable String wanted, List<String> by)
            throws IOException {
        RunRecord run = new RunFinder(workspace, new Runs(database.dataSource(), json)).find(wanted);
        RunFolder folder = new RunFolder(workspace, run.id(), json);
        JobSpec job = JobFile.read(folder.job(), Overrides.NONE, Map.of());
        Manifest manifest = folder.manifest(job, run.manifest());
        Set<String> columns = new LinkedHashSet<>(job.report().by());
        columns.addAll(by);
        ResultsPlan plan =
                ResultsPlan.of(run, job, ManifestSurvey.of(manifest, catalog.with(job.models())), List.copyOf(columns));
        Outcomes outcomes = new Outcomes(database.dataSource(), json, run);
        Tries tries = new Tries(database.dataSource(), run);
        RunFigures figures = new RunFigures(database.dataSource(), run);
        Accounts accounts = figures.accounts();
        RunFacts facts = facts(figures, new Reviews(database.dataSource(), run), run, job, accounts);
        WrittenResults written =
                new ResultsProjection(FileMover.atomic()).write(plan, facts, outcomes, tries, manifest::open);
        List<String> warnings = new PageWriting(run, job, manifest::open, database.dataSource(), json).write(facts);
        return new Report(run.id(), run.output(), written, warnings, UnknownPurchase.all(figures, json));
    }

    private RunFacts facts(RunFigures figures, Reviews reviews, RunRecord run, JobSpec job, Accounts accounts) {
        RunSummary.Requests requests = Summaries.requests(accounts);
        RunSummary.Cost cost = new RunSummary.Cost(
                accounts.spent(), figures.estimated(), job.budget().maxCost(), accounts.unknown());
        Instant ended = run.endedAt();
        return new RunFacts(requests, cost, run.createdAt(), ended == null ? clock.instant() : ended, reviews.count());
    }

    /**
     * What was written.
     *
     * @param run the run's id
     * @param output its output directory
     * @param pageWarnings what the user must know about the page
     * @param unknown what has to be settled by a look at the vendor's usage page, in manifest order
     */
    public record Report(
            String run, Path output, WrittenResults written, List<String> pageWarnings, List<UnknownPurchase> unknown) {

        public Report {
            pageWarnings = List.copyOf(pageWarnings);
            unknown = List.copyOf(unknown);
        }
    }
}
