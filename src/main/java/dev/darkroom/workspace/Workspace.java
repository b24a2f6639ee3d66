package dev.darkroom.workspace;

import dev.darkroom.io.ReservedSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the ledger and what belongs to it; or, where several hosts share a ledger, the database that does,
 * with a folder of this host's own for what it copies, and for answers that could not be entered.
 *
 * @param home the folder, absolute
 * @param database null if the ledger is in the folder
 */
public record Workspace(Path home, @Nullable PostgresAddress database) {

    private static final String NAME = ".darkroom";

    public Workspace {
        home = Objects.requireNonNull(home, "home is null").toAbsolutePath().normalize();
    }

    /** Makes one whose ledger is in its folder. */
    public Workspace(Path home) {
        this(home, null);
    }

    /** Returns it with its ledger in a database that several hosts share. */
    public Workspace sharedIn(PostgresAddress address) {
        return new Workspace(home, address);
    }

    /** Returns whether several hosts share the ledger. */
    public boolean isShared() {
        return database != null;
    }

    /** Says where the ledger is, for messages. */
    public String shown() {
        return database == null ? home.toString() : database.shown();
    }

    /**
     * Finds the workspace: {@code DARKROOM_HOME} if it is set, else the nearest {@code .darkroom} in or above the
     * working directory, else a new one in it.
     */
    public static Workspace find(@Nullable String darkroomHome, Path workingDirectory) {
        if (darkroomHome != null && !darkroomHome.isBlank()) {
            return new Workspace(workingDirectory.resolve(darkroomHome));
        }
        Path start = workingDirectory.toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(NAME))) {
                return new Workspace(folder.resolve(NAME));
            }
        }
        return new Workspace(start.resolve(NAME));
    }

    /** The ledger's file without H2's ending. */
    public Path ledger() {
        return home.resolve("ledger");
    }

    /** The ledger's file. */
    public Path ledgerFile() {
        return home.resolve("ledger.mv.db");
    }

    /** Returns whether there is a ledger yet; a database that several hosts share counts as one. */
    public boolean hasLedger() {
        return isShared() || Files.exists(ledgerFile());
    }

    public Path lock() {
        return home.resolve("lock");
    }

    public Path summary() {
        return home.resolve("summary.json");
    }

    /** The file of the pauses that services have asked for. */
    public Path pauses() {
        return home.resolve("pauses.json");
    }

    /** The file that remembers which pictures are as they were. */
    public Path provedFiles() {
        return home.resolve("proved");
    }

    /** The file of what was last seen of source pictures; it may be deleted at any time. */
    public Path lookedSources() {
        return home.resolve("looked.jsonl.gz");
    }

    /** The folder of what a run keeps outside the ledger, from which the ledger can be restored. */
    public Path runFolder(String runId) {
        return runFolders().resolve(runId);
    }

    /**
     * The folder of all runs' folders. Runs of a database have one of their own: another's, or this host's, may have the
     * same ids, and a journal must not be entered for another run.
     */
    Path runFolders() {
        return home.resolve(database == null ? "runs" : "runs-" + database.folderKey());
    }

    public Path journal(String runId) {
        return runFolder(runId).resolve("journal");
    }

    /** The file by which a journal keeps room free for itself; left behind by a process that died. */
    public Path reserve(String runId) {
        return ReservedSpace.beside(journal(runId));
    }

    /** The folder in which the built-in simulator keeps what was purchased from it. */
    public Path simulator() {
        return home.resolve("simulator");
    }
}
