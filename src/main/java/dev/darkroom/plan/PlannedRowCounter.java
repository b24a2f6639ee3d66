package dev.darkroom.plan;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunRecovery;
import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.earlier.ReviewRejections;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.shared.RunCopy;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.reuse.AdoptionSelector;
import dev.darkroom.reuse.DoubtfulPurchases;
import dev.darkroom.reuse.QueryTwins;
import dev.darkroom.reuse.ReuseSelector;
import dev.darkroom.reuse.SourceChangeCheck;
import dev.darkroom.stage.RowProcessor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Counts a job's rows by what a run would do with them. */
final class PlannedRowCounter {

    /** The states of rows with which nothing was done: a row that equals another may not be marked as such yet. */
    private static final Set<RowState> UNTOUCHED = EnumSet.of(RowState.PENDING, RowState.REJECTED);

    private final JobSpec job;
    private final Manifest manifest;
    private final RowPreparer preparer;
    private final @Nullable DataSource ledger;
    private final @Nullable RunRecord run;
    private final JsonMapper json;
    private final InstantSource clock;
    private final EarlierRowLookup lookUps;
    private final RowCount count;

    /**
     * @param ledger a copy of the ledger, or one that nothing can be written to; null if there is none yet
     * @param run the unfinished run that is resumed, null if another begins
     * @param seen counts rows by what was seen of their sources, null if nobody looked
     */
    PlannedRowCounter(
            JobSpec job,
            Manifest manifest,
            RowPreparer preparer,
            @Nullable DataSource ledger,
            @Nullable RunRecord run,
            Function<EarlierRowFinder, SourceChangeCheck> sources,
            @Nullable SourceCount seen,
            JsonMapper json,
            InstantSource clock) {
        this.job = job;
        this.manifest = manifest;
        this.preparer = preparer;
        this.ledger = ledger;
        this.run = run;
        this.json = json;
        this.clock = clock;
        this.lookUps = lookUps(sources);
        this.count = new RowCount(lookUps, seen);
    }

    private EarlierRowLookup lookUps(Function<EarlierRowFinder, SourceChangeCheck> sources) {
        if (ledger == null) {
            return new EarlierRowLookup(null, null);
        }
        String service = job.api().identity();
        EarlierRowFinder earlierRows = new EarlierRowFinder(ledger, service, run);
        ReviewRejections rejections = new ReviewRejections(ledger, service, earlierRows);
        ModelCatalog catalog = ModelCatalog.builtIn().with(job.models());
        IgnoredQuery rule = job.rowInput().ignoredQuery();
        QueryTwins twins = new QueryTwins(earlierRows, catalog, rule, json);
        ReuseSelector reuse =
                job.reuse() ? new ReuseSelector(earlierRows, rejections, sources.apply(earlierRows), twins) : null;
        return new EarlierRowLookup(
                reuse,
                new AdoptionSelector(
                        new AdoptedPurchases(earlierRows, rejections),
                        twins,
                        new DoubtfulPurchases(earlierRows, catalog, rule, json)));
    }

    /** @param rows how many rows the run is about */
    void count(long rows) throws IOException, InterruptedException {
        try (ManifestReader reader = manifest.open()) {
            if (ledger == null || run == null || !isUnderWay(ledger, run, rows)) {
                RowProcessor processor =
                        new RowProcessor(preparer, new FileNames(job.download().name()));
                count.manifest(reader, manifest.name(), preparer, processor, rows);
                return;
            }
            try (RunCopy copy = RunCopy.of(ledger, run)) {
                RunRecovery.foresee(copy.dataSource(), json, clock, run);
                UnpurchasedRows unpurchased = new UnpurchasedRows(copy.dataSource(), json, clock, run);
                unpurchased.takeBackUnshared();
                count.run(new RunFigures(copy.dataSource(), run).states(), unpurchased);
            }
            count.warnings(reader, preparer, rows);
        }
    }

    private static boolean isUnderWay(DataSource ledger, RunRecord run, long rows) {
        Map<RowState, Long> states = new RunFigures(ledger, run).states();
        long staged = states.values().stream().mapToLong(Long::longValue).sum();
        return staged == rows && !UNTOUCHED.containsAll(states.keySet());
    }

    EarlierRowLookup lookUps() {
        return lookUps;
    }

    RowCount rows() {
        return count;
    }
}
