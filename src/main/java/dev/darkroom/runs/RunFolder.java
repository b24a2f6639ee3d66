package dev.darkroom.runs;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.shared.SharedFiles;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.choice.RowIdList;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of what a run keeps outside the ledger: its job, its copy of the manifest and its journal. The ledger can
 * be restored from these, and tomorrow's export may overwrite the manifest.
 */
public final class RunFolder {

    private static final String JOB = "job.json";
    private static final String RUN = "run.json";
    private static final String SURVEY = "survey.json";
    private static final String CLAIM = "bucket";
    private static final String LOOKED = "looked.jsonl.gz";

    private final Path folder;
    private final Path journal;
    private final ManifestCopy copy;
    private final JsonMapper json;
    private final String run;
    private final @Nullable SharedFiles shared;

    /** Finds the folder of a workspace on one host. */
    public RunFolder(Workspace workspace, String run, JsonMapper json) {
        this(workspace, run, json, null);
    }

    /**
     * Finds the folder of any workspace: where several hosts share it, what it holds is kept in the ledger's database, and is
     * fetched from there when it is asked for.
     */
    public RunFolder(Workspace workspace, DataSource ledger, String run, JsonMapper json) {
        this(workspace, run, json, workspace.isShared() ? new SharedFiles(ledger) : null);
    }

    private RunFolder(Workspace workspace, String run, JsonMapper json, @Nullable SharedFiles shared) {
        this.folder = workspace.runFolder(run);
        this.journal = workspace.journal(run);
        this.copy = new ManifestCopy(folder);
        this.json = json;
        this.run = run;
        this.shared = shared;
    }

    /** The job as it was first run, itself a job file. */
    public Path job() throws IOException {
        fetched(JobSpec.IDS_COPY);
        return fetched(JOB);
    }

    /** Returns a file of the folder, brought here if another host wrote it. */
    private Path fetched(String name) throws IOException {
        Path file = folder.resolve(name);
        if (shared != null) {
            shared.fetch(run, file);
        }
        return file;
    }

    private void store(Path file) throws IOException {
        if (shared != null) {
            shared.store(run, file);
        }
    }

    /**
     * Writes job and manifest, each forced; the manifest must still be the one that was surveyed. The journal comes
     * first, so that one which is gone is missed even if nothing was written to it yet.
     */
    public void create(JobSpec job, Manifest manifest, ManifestSurvey survey) throws IOException {
        DurableFolders.createPrivate(folder.resolveSibling(""));
        DurableFolders.createPrivate(folder);
        FilePermissions.OWNER_ONLY.createIfMissing(journal);
        DurableFolders.force(folder);
        for (Path copied : copy.write(manifest, survey)) {
            store(copied);
        }
        Optional<ObjectNode> found =
                StoredSurvey.write(survey, manifest, manifest.size(), ProgramVersion.current(), json);
        if (found.isPresent()) {
            write(SURVEY, found.get());
        }
        RowIdList ids = job.rows().ids();
        if (ids != null) {
            write(JobSpec.IDS_COPY, ids.lines());
        }
        write(JOB, job.effective());
    }

    /**
     * Returns the file of what was seen of the run's sources before its rows were staged, brought here if another host wrote
     * it; it is there only if they were looked at. Rows follow from it as they do from job and manifest.
     */
    public Path lookedSources() throws IOException {
        return fetched(LOOKED);
    }

    /** Hands that file, once it is written, to the hosts that share the workspace. */
    public void shareLookedSources() throws IOException {
        store(folder.resolve(LOOKED));
    }

    /** Returns what tells the run's place in a bucket from all others: its id and chance, the same at each call. */
    String claim() throws IOException {
        Path file = folder.resolve(CLAIM);
        if (!Files.exists(file)) {
            try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
                files.begin(file, FilePermissions.OWNER_ONLY).write(run + "\n" + UUID.randomUUID() + "\n");
                files.replaceAll();
            }
        }
        return Files.readString(file);
    }

    /** Deletes what the database that several hosts share keeps of the run. */
    public void forgetShared() {
        if (shared != null) {
            shared.forget(run);
        }
    }

    /** Deletes what {@link #create} wrote for a run that did not come to begin; a journal that holds anything stays. */
    public void discard() throws IOException {
        forgetShared();
        if (Files.exists(journal) && Files.size(journal) > 0) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Returns whether the journal is gone that {@link #create} makes. */
    public boolean lacksJournal() {
        return !Files.exists(journal);
    }

    /** Returns whether {@link #describe} has come to its end. */
    public boolean isDescribed() throws IOException {
        return Files.exists(fetched(RUN));
    }

    /** Writes what the ledger holds of the run itself. */
    public void describe(RunRecord run) throws IOException {
        write(RUN, RunDescription.write(run, json));
    }

    /** Reads the run as it was described, for a ledger that does not know it. */
    public RunRecord described() throws IOException {
        Path file = folder.resolve(RUN);
        try {
            return RunDescription.read(json.readTree(Files.readAllBytes(file)));
        } catch (JacksonException | DateTimeException e) {
            throw new LedgerException("its description " + file + " is damaged", e);
        } catch (NoSuchFileException e) {
            throw new LedgerException("its description " + file + " is gone", e);
        }
    }

    /**
     * The ids of all runs that a workspace holds, by their folders; one that never had a row to submit may lack all.
     */
    public static List<String> recorded(Workspace workspace) throws IOException {
        Path runs = workspace.runFolder(".").normalize();
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(run -> mayHavePurchases(run, workspace))
                    .map(run -> run.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Gives back the room that processes which died had used. The caller holds the workspace's lock. */
    public static void sweep(Workspace workspace, Instant now) throws IOException {
        CopyFolder.sweep(workspace, now);
        for (String run : recorded(workspace)) {
            Files.deleteIfExists(workspace.reserve(run));
        }
    }

    /** A run whose journal is empty and which is not described yet has submitted nothing; one without its journal may. */
    private static boolean mayHavePurchases(Path run, Workspace workspace) {
        Path journal = workspace.journal(run.getFileName().toString());
        try {
            boolean hasLines = Files.exists(journal) && Files.size(journal) > 0;
            boolean lacksJournal = !Files.exists(journal) && Files.exists(run.resolve(JOB));
            return hasLines || lacksJournal || Files.exists(run.resolve(RUN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run's own copy of the manifest, under the name the user gave it. */
    public Manifest manifest(JobSpec job, String name) throws IOException {
        fetchManifest();
        return job.rowsOf(copy.find(name, job.csv().delimiter())
                .orElseThrow(() -> new LedgerException("the run's copy of the manifest is gone from " + folder)));
    }

    private void fetchManifest() throws IOException {
        if (shared == null) {
            return;
        }
        for (String kept : shared.names(run)) {
            if (kept.startsWith(ManifestCopy.NAME + ".")) {
                fetched(kept);
            }
        }
    }

    /**
     * The run's own copy of the manifest, which is still the one that its rows were numbered by.
     *
     * @throws LedgerException if it is gone, damaged or another
     */
    public Manifest verifiedManifest(JobSpec job, RunRecord run) throws IOException {
        Manifest copied = manifest(job, run.manifest());
        if (!ManifestCopy.sha256(copied).equals(run.manifestSha256())) {
            throw new LedgerException("the run's copy of the manifest in " + folder
                    + " is not the one that the run began with: its rows would be taken for others");
        }
        return copied;
    }

    /**
     * Finds what was found in the manifest when the run began, if the user's manifest is still the same.
     *
     * @return empty if it is another, or has to be surveyed for another reason
     */
    public Optional<ManifestSurvey> survey(Manifest manifest, ModelCatalog catalog) throws IOException {
        Optional<JsonNode> stored = storedSurvey();
        boolean mayBe = stored.isPresent() && StoredSurvey.mayBeOf(stored.get(), manifest.size());
        return mayBe ? survey(manifest, manifest.sha256(), catalog) : Optional.empty();
    }

    /**
     * Does the same for the run's own copy.
     *
     * @param sha256 of the bytes that the user's manifest had
     */
    public Optional<ManifestSurvey> survey(Manifest copied, String sha256, ModelCatalog catalog) throws IOException {
        return storedSurvey()
                .flatMap(stored -> StoredSurvey.read(stored, copied, sha256, catalog, ProgramVersion.current()));
    }

    private Optional<JsonNode> storedSurvey() throws IOException {
        Path file = fetched(SURVEY);
        try {
            return Files.exists(file) ? Optional.of(json.readTree(Files.readAllBytes(file))) : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private void write(String name, ObjectNode content) throws IOException {
        write(name, json.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }

    private void write(String name, String content) throws IOException {
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            files.begin(folder.resolve(name), FilePermissions.OWNER_ONLY).write(content);
            files.replaceAll();
        }
        store(folder.resolve(name));
    }
}
