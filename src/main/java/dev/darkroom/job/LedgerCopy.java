package dev.darkroom.job;

import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.Workspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A copy of the ledger as of this moment, to read beside a running process; deleted when closed. A file in its folder is
 * locked as long as it is read, so that what a reader left that was killed can be told from what is in use.
 */
final class LedgerCopy implements AutoCloseable {

    private static final String ENDING = ".mv.db";
    private static final String FOLDERS = "copy-";
    private static final String LOCK = "lock";

    /** Earlier versions locked nothing, and a folder is there a moment before its lock is. */
    private static final Duration MAX_UNLOCKED = Duration.ofHours(1);

    private final Path folder;
    private final FileChannel lock;
    private final LedgerDatabase database;

    private LedgerCopy(Path folder, FileChannel lock, LedgerDatabase database) {
        this.folder = folder;
        this.lock = lock;
        this.database = database;
    }

    static LedgerCopy of(Workspace workspace) throws IOException {
        Path folder = Files.createTempDirectory(workspace.home(), FOLDERS);
        sweep(workspace, Files.getLastModifiedTime(folder).toInstant());
        FileChannel lock = null;
        try {
            lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Path copy = folder.resolve("ledger");
            Files.copy(Path.of(workspace.ledger() + ENDING), Path.of(copy + ENDING));
            return new LedgerCopy(folder, lock, LedgerDatabase.open(copy, Version.current()));
        } catch (IOException | RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            delete(folder);
            throw e;
        }
    }

    /**
     * Deletes what readers left that were killed; what is being read stays.
     *
     * @param now when that is, for folders whose lock does not tell
     */
    static void sweep(Workspace workspace, Instant now) throws IOException {
        if (!Files.isDirectory(workspace.home())) {
            return;
        }
        try (var folders = Files.newDirectoryStream(workspace.home(), FOLDERS + "*")) {
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
        } catch (OverlappingFileLockException readHere) {
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
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    /** Whether there is room for a copy, and as much again: a copy that filled the disk would stop a run. */
    static boolean hasRoom(Workspace workspace) throws IOException {
        long bytes = Files.size(Path.of(workspace.ledger() + ENDING));
        return Files.getFileStore(workspace.home()).getUsableSpace() / 2 >= bytes;
    }

    LedgerDatabase database() {
        return database;
    }

    @Override
    public void close() throws IOException {
        database.close();
        lock.close();
        delete(folder);
    }
}
