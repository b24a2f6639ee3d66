package dev.darkroom.runs;

import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.springframework.util.FileSystemUtils;

/**
 * A folder of the workspace for copies of what another process may be writing; deleted when closed. A file in it is
 * locked as long as it is used, so that what a process left that was killed can be told from what is in use.
 */
public final class CopyFolder implements AutoCloseable {

    /** Of the ledger. */
    static final String LEDGER = "copy-";

    /** The kind of a copy of the simulator's data. */
    public static final String SIMULATOR = "simulator-copy-";

    /** The kind of pictures on their way to a bucket that they are published to. */
    public static final String PUBLISH = "publish-";

    private static final String TEMPORARY = "darkroom-plan-";
    private static final String LOCK = "lock";

    /** Earlier versions locked nothing, and a folder is there a moment before its lock is. */
    private static final Duration MAX_UNLOCKED = Duration.ofHours(1);

    private final Path path;
    private final FileChannel lock;

    private CopyFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one, and sweeps the others of its kind. Where there is no workspace yet, it is one of the system's
     * temporary folders. A process may have one of each kind: to check a lock of one's own lets go of it on most
     * systems.
     *
     * @param kind {@link #LEDGER}, {@link #SIMULATOR} or {@link #PUBLISH}
     */
    public static CopyFolder in(Workspace workspace, String kind) throws IOException {
        if (!Files.isDirectory(workspace.home())) {
            return lock(Files.createTempDirectory(TEMPORARY));
        }
        Path path = Files.createTempDirectory(workspace.home(), kind);
        sweep(workspace, kind, Files.getLastModifiedTime(path).toInstant());
        return lock(path);
    }

    private static CopyFolder lock(Path path) throws IOException {
        FileChannel lock = null;
        try {
            lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            return new CopyFolder(path, lock);
        } catch (IOException | RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            delete(path);
            throw e;
        }
    }

    /**
     * Deletes what processes left that were killed; what is in use stays. This process has none of its own.
     *
     * @param now when that is, for folders whose lock does not tell
     */
    public static void sweep(Workspace workspace, Instant now) throws IOException {
        sweep(workspace, LEDGER, now);
        sweep(workspace, SIMULATOR, now);
        sweep(workspace, PUBLISH, now);
    }

    private static void sweep(Workspace workspace, String kind, Instant now) throws IOException {
        if (!Files.isDirectory(workspace.home())) {
            return;
        }
        try (var folders = Files.newDirectoryStream(workspace.home(), kind + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder) && isLeft(folder, now)) {
                    delete(folder);
                }
            }
        }
    }

    private static boolean isLeft(Path folder, Instant now) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException usedHere) {
            return false;
        } catch (NoSuchFileException unlocked) {
            return isOld(folder, now);
        }
    }

    private static boolean isOld(Path folder, Instant now) throws IOException {
        try {
            Instant made = Files.getLastModifiedTime(folder).toInstant();
            return made.isBefore(now.minus(MAX_UNLOCKED));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (NoSuchFileException sweptByAnotherToo) {
            // What is left of it, that one deletes.
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(path);
    }
}
