package dev.darkroom.workspace;

import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FilePermissions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock that lets one process at a time work in a workspace. The operating system frees it when the process ends,
 * however it ends; the holder's process id stands in a file beside it, for people.
 *
 * <p>It has two parts, each a byte of one file. Whoever opens the ledger holds the first. A run holds the second too,
 * and takes it before: so a run that finds the workspace held knows for certain whether another run holds it, which may
 * take the whole night, or a process that only reads or writes a little. One that locks the whole file, as earlier
 * versions do, is taken for a run.
 *
 * <p>Where several hosts share the workspace's database, its server keeps the same two parts: each is held here and there.
 */
public final class WorkspaceLock implements AutoCloseable {

    static final long LEDGER = 0;
    static final long RUN = 1;

    private final Workspace workspace;
    private final FileChannel channel;
    private final @Nullable DatabaseLock database;

    private WorkspaceLock(Workspace workspace, FileChannel channel, @Nullable DatabaseLock database) {
        this.workspace = workspace;
        this.channel = channel;
        this.database = database;
    }

    /**
     * Takes the lock for a moment's work, or returns nothing if another process holds it.
     *
     * @throws WorkspaceException if this user may not, or cannot, work in the workspace
     * @throws DatabaseAwayException if its database cannot be reached
     */
    public static Optional<WorkspaceLock> tryTake(Workspace workspace) throws IOException {
        return taken(open(workspace), WorkspaceLock::tryWork);
    }

    /**
     * Takes a run's part, or returns nothing if another run holds it. The run may begin its work once {@link #tryWork}
     * has succeeded too.
     */
    public static Optional<WorkspaceLock> tryRun(Workspace workspace) throws IOException {
        return taken(open(workspace), lock -> lock.tryLock(RUN));
    }

    private static WorkspaceLock open(Workspace workspace) throws IOException {
        try {
            DurableFolders.createPrivate(workspace.home());
            FilePermissions.OWNER_ONLY.createIfMissing(workspace.lock());
            DatabaseLock database = workspace.database() == null ? null : DatabaseLock.open(workspace.database());
            return new WorkspaceLock(workspace, open(workspace.lock(), database), database);
        } catch (FileSystemException e) {
            throw WorkspaceException.unusable(workspace, e);
        }
    }

    private static FileChannel open(Path file, @Nullable DatabaseLock database) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            if (database != null) {
                database.close();
            }
            throw e;
        }
    }

    private static Optional<WorkspaceLock> taken(WorkspaceLock lock, ChannelAttempt attempt) throws IOException {
        boolean taken = false;
        try {
            taken = attempt.of(lock);
        } finally {
            if (!taken) {
                lock.close();
            }
        }
        return taken ? Optional.of(lock) : Optional.empty();
    }

    /** Takes the part that everybody needs who opens the ledger; returns whether it was free. */
    public boolean tryWork() throws IOException {
        if (!tryLock(LEDGER)) {
            return false;
        }
        nameHolder(workspace);
        return true;
    }

    private boolean tryLock(long part) throws IOException {
        try {
            FileLock lock = channel.tryLock(part, 1, false);
            if (lock == null || database == null || database.tryLock(part)) {
                return lock != null;
            }
            lock.release();
            return false;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Windows locks the bytes themselves: others read the holder from a file of its own. */
    private static void nameHolder(Workspace workspace) throws IOException {
        String holder = Long.toString(ProcessHandle.current().pid());
        try {
            FilePermissions.OWNER_ONLY.createIfMissing(holderFile(workspace));
            Files.writeString(holderFile(workspace), holder);
        } catch (IOException e) {
            // It is for people alone: whoever may lock may work, be it on a full disk or after another user.
            forgetHolder(workspace);
        }
    }

    private static void forgetHolder(Workspace workspace) throws IOException {
        try {
            Files.deleteIfExists(holderFile(workspace));
        } catch (FileSystemException e) {
            throw WorkspaceException.unusable(workspace, e);
        }
    }

    /** Returns whether it is still held: a database's server frees it when the connection to it is lost. */
    public boolean isHeld() {
        return database == null || database.isAlive();
    }

    /** Says who holds it, such as {@code process 17}, and for a workspace that several hosts share on which of them. */
    public static String holder(Workspace workspace) {
        if (workspace.database() == null) {
            return "process " + localHolder(workspace);
        }
        try (DatabaseLock asking = DatabaseLock.open(workspace.database())) {
            return asking.holder().orElseGet(() -> "process " + localHolder(workspace));
        } catch (SQLException | DatabaseAwayException unanswered) {
            return "another process";
        }
    }

    /** The process id that the holder left, or {@code ?}. */
    private static String localHolder(Workspace workspace) {
        try {
            return Files.readString(holderFile(workspace)).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    private static Path holderFile(Workspace workspace) {
        return workspace.home().resolve("lock.pid");
    }

    @Override
    public void close() throws IOException {
        if (database != null) {
            database.close();
        }
        channel.close();
    }

    private interface ChannelAttempt {
        boolean of(WorkspaceLock lock) throws IOException;
    }
}
