package dev.darkroom.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The lock that lets one process at a time work in a workspace. The operating system frees it when the process ends,
 * however it ends; the holder's process id stands in a file beside it, for people.
 */
public final class WorkspaceLock implements AutoCloseable {

    private final FileChannel channel;

    private WorkspaceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or returns nothing if another process holds it. */
    public static Optional<WorkspaceLock> tryTake(Workspace workspace) throws IOException {
        PrivateFiles.createFolders(workspace.home());
        PrivateFiles.create(workspace.lock());
        FileChannel channel = FileChannel.open(workspace.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        nameHolder(workspace);
        return Optional.of(new WorkspaceLock(channel));
    }

    /** Windows locks the bytes themselves: others read the holder from a file of its own. */
    private static void nameHolder(Workspace workspace) throws IOException {
        try {
            PrivateFiles.create(holderFile(workspace));
            Files.writeString(
                    holderFile(workspace), Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            if (!DiskFull.isCauseOf(e)) {
                throw e;
            }
            // It is for people alone, and what only reads works on a full disk too.
            Files.deleteIfExists(holderFile(workspace));
        }
    }

    /** The process id that the holder left, or {@code ?}. */
    public static String holder(Workspace workspace) {
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
        channel.close();
    }
}
