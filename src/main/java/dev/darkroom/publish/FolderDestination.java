package dev.darkroom.publish;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DiskForce;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.io.Sha256;
import dev.darkroom.io.UnwritableReason;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.manifest.CsvDialect;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder. Files are written in a folder of its own within it, forced, and moved to their names. A file there is locked as
 * long as it is published to, which the operating system ends with the process.
 */
final class FolderDestination implements PublishDestination {

    private static final String WORK = ".darkroom-publish";
    private static final String LOCK = "lock";

    private final Path folder;
    private @Nullable FileChannel lock;

    FolderDestination(Path folder) {
        this.folder = folder;
    }

    @Override
    public String shown() {
        return folder.toString();
    }

    @Override
    public void hold() throws IOException {
        try {
            DurableFolders.create(workFolder());
            Path file = workFolder().resolve(LOCK);
            FilePermissions.GROUP_READABLE.createIfMissing(file);
            lock = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            if (DiskFull.isCauseOf(e)) {
                throw e;
            }
            UnwritableReason reason = UnwritableReason.of(folder, e);
            throw new UnusableDestinationException("the folder " + folder + " " + reason.message() + ". "
                    + reason.remedy() + ", or publish to another");
        }
        if (!isLocked(lock)) {
            throw new HeldDestinationException(
                    "another process publishes to " + folder + ". Wait for its end, then start the same command again");
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(workFolder())) {
            for (Path part : left) {
                if (!part.endsWith(LOCK)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public Optional<PublishedList> list() throws IOException {
        Path list = folder.resolve(PublishedList.NAME);
        return Files.exists(list) ? Optional.of(PublishedList.read(list, list.toString())) : Optional.empty();
    }

    @Override
    public void putList(PublishedList list, CsvDialect dialect) throws IOException {
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            list.write(files.begin(folder.resolve(PublishedList.NAME), FilePermissions.WORLD_READABLE), dialect);
            files.replaceAll();
        }
    }

    @Override
    public long size(String file) throws IOException {
        Path path = path(file);
        if (Files.isRegularFile(path)) {
            return Files.size(path);
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? 0 : -1;
    }

    @Override
    public Optional<String> sha256(String file) throws IOException {
        return Files.isRegularFile(path(file)) ? Optional.of(Sha256.hex(path(file))) : Optional.empty();
    }

    @Override
    public Path workFolder() {
        return folder.resolve(WORK);
    }

    @Override
    public void put(String file, Path content, String sha256) throws IOException {
        FilePermissions.WORLD_READABLE.apply(content);
        DiskForce.system().file(content);
        Path target = path(file);
        DurableFolders.create(target.resolveSibling(""));
        FileMover.durable().move(content, target);
    }

    @Override
    public void remove(String file) throws IOException {
        Files.deleteIfExists(path(file));
    }

    @Override
    public Optional<String> refusal(String file) {
        return path(file).startsWith(folder) ? Optional.empty() : Optional.of("its name would leave the folder");
    }

    private Path path(String file) {
        return Utf8Paths.resolve(folder, file).normalize();
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
