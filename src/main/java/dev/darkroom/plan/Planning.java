package dev.darkroom.plan;

import dev.darkroom.download.Reuse;
import dev.darkroom.download.SourceChange;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.Rejections;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunFigures;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.TakeOvers;
import dev.darkroom.ledger.UnboughtRows;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.RowPreparer;
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
final class Planning {

    /** Where rows stand as long as nothing was done with them: what equals what may not be marked yet. */
    private static final Set<RowState> UNTOUCHED = EnumSet.of(RowState.PENDING, RowState.REJECTED);

    private final JobSpec job;
    private final Manifest manifest;
    private final RowPreparer preparer;
    private final @Nullable DataSource ledger;
    private final @Nullable RunRecord run;
    private final JsonMapper json;
    private final InstantSource clock;
    private final LookUps lookUps;
    private final RowCount count;

    /**
     * @param ledger a copy of the ledger, null if there is none yet
     * @param run the unfinished run that is gone on with, null if another begins
     */
    Planning(
            JobSpec job,
            Manifest manifest,
            RowPreparer preparer,
            @Nullable DataSource ledger,
            @Nullable RunRecord run,
            Function<EarlierRows, SourceChange> sources,
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
        this.count = new RowCount(lookUps);
    }

    private LookUps lookUps(Function<EarlierRows, SourceChange> sources) {
        if (ledger == null) {
            return new LookUps(null, null);
        }
        String service = job.api().identity();
        EarlierRows earlier = new EarlierRows(ledger, service, run);
        Rejections rejections = new Rejections(ledger, service, earlier);
        Reuse reuse = job.reuse() ? new Reuse(earlier, rejections, sources.apply(earlier)) : null;
        return new LookUps(reuse, new TakeOvers(earlier, rejections));
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
            UnboughtRows unbought = new UnboughtRows(ledger, json, clock, run);
            unbought.takeBackUnshared();
            count.run(new RunFigures(ledger, run).states(), unbought);
            count.warnings(reader, preparer, rows);
        }
    }

    private static boolean isUnderWay(DataSource ledger, RunRecord run, long rows) {
        Map<RowState, Long> states = new RunFigures(ledger, run).states();
        long staged = states.values().stream().mapToLong(Long::longValue).sum();
        return staged == rows && !UNTOUCHED.containsAll(states.keySet());
    }

    LookUps lookUps() {
        return lookUps;
    }

    RowCount rows() {
        return count;
    }
}
