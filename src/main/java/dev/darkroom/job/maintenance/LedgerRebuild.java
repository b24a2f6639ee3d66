package dev.darkroom.job.maintenance;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.RestorationCheck;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.database.NewerLedgerException;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.runs.ProgramVersion;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Restores a ledger that is gone or damaged from what each run keeps beside it: its job, its copy of the manifest and
 * its purchase journal. The new ledger takes the old one's place only when it is whole and holds every purchase that
 * the journals name; the old one stays beside it. The caller holds the workspace's lock.
 */
public final class LedgerRebuild {

    private static final Logger log = LoggerFactory.getLogger(LedgerRebuild.class);
    private static final String ENDING = ".mv.db";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    public LedgerRebuild(InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /**
     * Restores it.
     *
     * @throws NoSuchRunException if no run left anything to restore from
     */
    public RebuiltLedger rebuild(Workspace workspace) throws IOException, InterruptedException {
        describeAll(workspace);
        List<RunRecord> runs = runs(workspace);
        if (runs.isEmpty()) {
            throw new NoSuchRunException("there is no run in the workspace " + workspace.home() + " to restore from");
        }
        Path building = workspace.home().resolve("rebuild");
        Path built = Path.of(building + ENDING);
        Files.deleteIfExists(built);
        long rows = 0;
        long events = 0;
        List<String> findings = new ArrayList<>();
        List<ForgetfulRun> forgetful = new ArrayList<>();
        List<RunRecord> changed = new ArrayList<>();
        try (LedgerDatabase database = LedgerDatabase.open(building, ProgramVersion.current())) {
            RunStore records = new RunStore(database.dataSource(), json);
            RunRestoration restoration = new RunRestoration(workspace, database.dataSource(), clock, json, catalog);
            int number = 0;
            for (RunRecord run : runs) {
                number = Math.max(number + 1, run.number());
                RunRestoration.RestoredRun restored = restore(restoration, records.restore(run, number), workspace);
                rows += restored.rows();
                events += restored.events().entered();
                if (restored.mayForget()) {
                    forgetful.add(new ForgetfulRun(run.id(), restored.finished()));
                }
                if (restored.mayForget() || !restored.finished()) {
                    changed.add(run);
                }
                restored.findings().forEach(finding -> findings.add("run " + run.id() + ": " + finding));
            }
            for (RunRecord run : changed) {
                findings.addAll(keepResults(run));
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(built);
            throw e;
        }
        forgetful.forEach(run -> stop(run, workspace));
        Path old = replace(workspace, built);
        findings.addAll(new MissingFilesCheck(workspace, clock, json, catalog).endRows());
        return new RebuiltLedger(runs.size(), rows, events, old, findings, forgetful);
    }

    /** Keeps results that the next writing replaces by less, perhaps; returns what is to be told of it. */
    private static List<String> keepResults(RunRecord run) throws IOException {
        try {
            List<Path> copies = new ResultsBackup(run.output()).keep();
            return copies.isEmpty()
                    ? List.of()
                    : List.of("run " + run.id() + ": its results as they were are kept in "
                            + copies.stream().map(Path::toString).collect(Collectors.joining(" and "))
                            + "; request ids may stand there that nothing else has");
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw e;
            }
            throw new LedgerException(
                    "the results of the run " + run.id() + " could not be kept beside as they are: " + FailureText.of(e)
                            + ". Request ids may stand there that nothing else has: make " + run.output()
                            + " writable, or move the results away yourself, and rebuild again. Nothing was changed",
                    e);
        }
    }

    /** Stops a run until somebody goes past it, before there is a ledger that would let it buy again. */
    private void stop(ForgetfulRun run, Workspace workspace) {
        new StandingStop(workspace.journal(run.id()), json, clock)
                .stand(new StopSignal(
                        StopReason.FORGOTTEN,
                        "the ledger was restored, and may lack purchases of this run; nothing more is bought until"
                                + " somebody has looked at the vendor's usage page and goes on with: resume --past-stop "
                                + run.id() + (run.finished() ? "" : "; or ends it: cancel " + run.id())));
    }

    /** Describes runs whose description is gone, from the ledger that is there, if it can be read. */
    private void describeAll(Workspace workspace) throws IOException {
        if (!workspace.hasLedger()) {
            return;
        }
        List<RunRecord> known;
        try (LedgerDatabase database = LedgerDatabase.open(workspace.ledger(), ProgramVersion.current())) {
            known = new RunStore(database.dataSource(), json).newestFirst();
            known.forEach(run -> mendJournal(database.dataSource(), run, workspace.journal(run.id())));
        } catch (NewerLedgerException e) {
            throw e;
        } catch (LedgerException | DataAccessException unreadable) {
            return;
        }
        for (RunRecord run : known) {
            RunFolder folder = new RunFolder(workspace, run.id(), json);
            if (!Files.exists(folder.job())) {
                throw unrestorable(run.id(), workspace, "its folder is gone, but the ledger knows it");
            }
            if (!folder.isDescribed()) {
                folder.describe(run);
            }
        }
    }

    /**
     * Adds to a journal what it has lost and only the ledger that is there knows, if the ledger lacks nothing itself.
     */
    private void mendJournal(DataSource dataSource, RunRecord run, Path journal) {
        try {
            if (Files.exists(journal)) {
                new RestorationCheck(dataSource, json, run).check(journal);
            }
            RunLedger.open(dataSource, json, clock, run, journal).close();
        } catch (IOException | RuntimeException e) {
            log.info("the run {} is restored from its journal alone: {}", run.id(), FailureText.of(e));
        }
    }

    private List<RunRecord> runs(Workspace workspace) throws IOException {
        List<RunRecord> runs = new ArrayList<>();
        for (String id : RunFolder.recorded(workspace)) {
            try {
                runs.add(new RunFolder(workspace, id, json).described());
            } catch (LedgerException e) {
                throw unrestorable(id, workspace, FailureText.of(e));
            }
        }
        runs.sort(Comparator.comparing(RunRecord::createdAt).thenComparing(RunRecord::number));
        return runs;
    }

    private static RunRestoration.RestoredRun restore(RunRestoration restoration, RunRecord run, Workspace workspace)
            throws IOException, InterruptedException {
        try {
            return restoration.restore(run);
        } catch (IOException | ManifestException | LedgerException e) {
            if (DiskFull.isCauseOf(e)) {
                throw e;
            }
            throw unrestorable(run.id(), workspace, FailureText.of(e));
        }
    }

    /** A run that is left out would be submitted again: the user decides that. */
    private static LedgerException unrestorable(String run, Workspace workspace, String why) {
        return new LedgerException("the run " + run + " cannot be restored: " + why + ". Put back from a copy what is"
                + " missing in " + workspace.runFolder(run) + ", or move that folder away: its purchases are forgotten"
                + " then. Nothing was changed");
    }

    private @Nullable Path replace(Workspace workspace, Path built) throws IOException {
        try (FileChannel channel = FileChannel.open(built, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path ledger = Path.of(workspace.ledger() + ENDING);
        Path old = null;
        if (Files.exists(ledger)) {
            old = workspace.home().resolve("ledger-before-" + STAMP.format(clock.instant()) + ENDING);
            FileMover.atomic().move(ledger, old);
        }
        FileMover.durable().move(built, ledger);
        return old;
    }

    /**
     * A run that may have had purchases of which nothing is left.
     *
     * @param id its id
     * @param finished whether it came to its end all the same, and has nothing more to buy
     */
    public record ForgetfulRun(String id, boolean finished) {}

    /**
     * A restored ledger.
     *
     * @param runs how many runs are in it
     * @param rows how many rows they have
     * @param events how many events of their journals were entered
     * @param old where the ledger is now that was there, null if there was none
     * @param findings what is to be told of damaged journals, one sentence each
     * @param forgetful the runs that may have had purchases of which nothing is left
     */
    public record RebuiltLedger(
            long runs,
            long rows,
            long events,
            @Nullable Path old,
            List<String> findings,
            List<ForgetfulRun> forgetful) {

        public RebuiltLedger {
            findings = List.copyOf(findings);
            forgetful = List.copyOf(forgetful);
        }

        /** Returns whether there may have been purchases of which nothing is left. */
        public boolean mayForget() {
            return !forgetful.isEmpty();
        }
    }
}
