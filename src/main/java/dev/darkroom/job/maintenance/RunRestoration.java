package dev.darkroom.job.maintenance;

import dev.darkroom.download.ImageStore;
import dev.darkroom.job.JobManifests;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RestorationCheck;
import dev.darkroom.ledger.RowHashes;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.earlier.RestoredInputs;
import dev.darkroom.ledger.figures.PurchaseGroup;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.placement.RestoredEvents;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.spending.StoredSpending;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.reuse.ShareTasklet;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.sourcelook.RunSources;
import dev.darkroom.stage.RowProcessor;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Enters runs into a ledger that knows nothing of them but their records, from their folders in the workspace. */
public final class RunRestoration {

    private static final Logger log = LoggerFactory.getLogger(RunRestoration.class);
    private static final int CHUNK = 1_000;

    private final Workspace workspace;
    private final DataSource dataSource;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;
    private final TransactionTemplate transaction;
    private final Function<RunRecord, RunLedger> opening;

    RunRestoration(
            Workspace workspace, DataSource dataSource, InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this(
                workspace,
                dataSource,
                clock,
                json,
                catalog,
                run -> RunLedger.openToRestore(dataSource, json, clock, run, workspace.journal(run.id())));
    }

    /** @param opening of the ledger of a run whose rows are in it */
    public RunRestoration(
            Workspace workspace,
            DataSource dataSource,
            InstantSource clock,
            JsonMapper json,
            ModelCatalog catalog,
            Function<RunRecord, RunLedger> opening) {
        this.workspace = workspace;
        this.dataSource = dataSource;
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.opening = opening;
    }

    /**
     * Restores a run, and checks the outcome.
     *
     * @throws LedgerException if the ledger would lack a purchase
     */
    public RestoredRun restore(RunRecord run) throws IOException, InterruptedException {
        RunFolder folder = new RunFolder(workspace, run.id(), json);
        JobSpec job = JobFile.read(folder.job(), JobOverrides.NONE, Map.of());
        Manifest manifest = folder.verifiedManifest(job, run);
        FileNames names = new FileNames(job.download().name());
        ModelCatalog models = catalog.with(job.models());
        ManifestSurvey survey = ManifestSurvey.of(manifest, models);
        SourceCheck sources = new SourceCheck(
                RunSources.of(folder.lookedSources()), job.sourceLook().rules());
        RowProcessor processor =
                new RowProcessor(JobManifests.preparer(job, survey, models).with(sources), names);
        RowHashes hashes = new RowHashes();
        stage(run, manifest, processor, hashes);
        LedgerDatabase.buildIndexes(dataSource);
        DuplicateFinder duplicates = new DuplicateFinder(dataSource, json, clock, run, hashes);
        duplicates.rejectSecondIds();
        duplicates.markSharedNames();
        duplicates.followEarlierRows();
        boolean lacksJournal = folder.lacksJournal();
        RestoredRun restored = replay(run, lacksJournal, duplicates, new ImageStore(run.output(), names));
        new RestorationCheck(dataSource, json, run).check(workspace.journal(run.id()));
        RestoredEvents events = restored.events;
        log.info("restored the run {}: {} rows, {} recorded events", run.id(), restored.rows, events.entered());
        restored.findings().forEach(finding -> log.warn("of the run {}: {}", run.id(), finding));
        return restored;
    }

    private void stage(RunRecord run, Manifest manifest, RowProcessor processor, RowHashes hashes) throws IOException {
        RowStaging staging = new RowStaging(dataSource, run::createdAt, hashes);
        Long first = run.first();
        long most = first == null ? Long.MAX_VALUE : first;
        List<StagedRow> chunk = new ArrayList<>();
        try (ManifestReader reader = manifest.open()) {
            long rows = 0;
            for (ManifestRow row = next(reader, rows, most); row != null; row = next(reader, rows, most)) {
                rows++;
                chunk.add(processor.restored(row));
                if (chunk.size() == CHUNK) {
                    enter(staging, run, chunk);
                }
            }
        }
        enter(staging, run, chunk);
    }

    private static @Nullable ManifestRow next(ManifestReader reader, long rows, long most) throws IOException {
        return rows < most ? reader.read() : null;
    }

    private void enter(RowStaging staging, RunRecord run, List<StagedRow> chunk) {
        transaction.executeWithoutResult(status -> staging.add(run.number(), chunk));
        chunk.clear();
    }

    private RestoredRun replay(RunRecord run, boolean lacksJournal, DuplicateFinder duplicates, ImageStore imageStore)
            throws IOException, InterruptedException {
        try (RunLedger ledger = opening.apply(run)) {
            RestoredEvents events = ledger.recovery().restore();
            new RestoredInputs(dataSource, run).settle();
            ledger.recount();
            ShareTasklet.restored(duplicates, ledger, imageStore).share();
            Optional<RunSummary> summary = SummaryFile.read(run.output().resolve("summary.json"))
                    .filter(last -> last.run().equals(run.id()));
            boolean finished = summary.isPresent() && finish(run, summary.get());
            long told = summary.map(last -> last.requests().submitted()).orElse(0L);
            long missing = lacksJournal ? 0 : Math.max(0, told - purchases(run));
            return new RestoredRun(ledger.count(RowState.values()), events, lacksJournal, missing, finished);
        }
    }

    /** Counts the purchases that were restored, whatever came of them. */
    private long purchases(RunRecord run) {
        return new StoredSpending(JdbcClient.create(dataSource), run)
                .groups().stream().mapToLong(PurchaseGroup::purchases).sum();
    }

    /**
     * Ends a run again that had finished, if its rows are as its own summary says; else the next start decides. Returns
     * whether it did.
     */
    private boolean finish(RunRecord run, RunSummary last) {
        Map<String, Long> rows = RunSummary.rows(new RunFigures(dataSource, run).statuses());
        Integer exitCode = last.exitCode();
        boolean hasFinished =
                last.state() == RunSummary.SummaryState.FINISHED && last.rows().equals(rows);
        if (!hasFinished || exitCode == null || last.endedAt() == null) {
            return false;
        }
        new RunStore(dataSource, json).ended(run.number(), RunRecord.RunState.FINISHED, null, exitCode, last.endedAt());
        return true;
    }

    /**
     * What was entered of a run.
     *
     * @param rows their number
     * @param events of its journal
     * @param lacksJournal whether the journal was gone
     * @param missing how many requests its own summary counts that no line of the journal tells of, 0 if it
     *     was gone
     * @param finished whether it is as its own summary says that it ended
     */
    public record RestoredRun(long rows, RestoredEvents events, boolean lacksJournal, long missing, boolean finished) {

        /** Returns whether there may have been purchases of which nothing is left. */
        boolean mayForget() {
            return lacksJournal || missing > 0 || events.mayForget();
        }

        /** The findings to report besides its size. */
        List<String> findings() {
            List<String> findings = new ArrayList<>(events.findings());
            if (lacksJournal) {
                findings.add("its purchase journal is gone: what it bought is forgotten, and may be bought again. Put"
                        + " the journal back from a copy, and rebuild again, before you go on");
            }
            if (missing > 0) {
                findings.add("its summary.json counts requests of which the purchase journal does not tell: " + missing
                        + "; they are forgotten, and their rows may be bought again. Put the journal back from a copy,"
                        + " and rebuild again, before you go on");
            }
            return findings;
        }
    }
}
