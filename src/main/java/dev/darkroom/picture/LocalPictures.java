package dev.darkroom.picture;

import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pictures of a folder, such as the manifest's, that its rows may name by a path. None outside of it is read, be it by
 * {@code ..}, by an absolute path or by a symbolic link. Thread-safe; a file that did not change is hashed once.
 */
public final class LocalPictures {

    private static final String MEND =
            "Check the path, which is relative to sources.folder, else to the manifest's folder";
    private static final String INSIDE = "Put the picture there or below, or name another folder with sources.folder";
    private static final long MEGA = 1_000_000;

    private final Path folder;
    private final long maxBytes;
    private final long maxPixels;
    private final Map<String, KnownFile> known = new ConcurrentHashMap<>();

    /**
     * @param folder what paths are relative to
     * @param maxBytes how large a picture may be
     * @param maxPixels how many pixels it may have
     */
    public LocalPictures(Path folder, long maxBytes, long maxPixels) {
        this.folder = folder.toAbsolutePath().normalize();
        this.maxBytes = maxBytes;
        this.maxPixels = maxPixels;
    }

    /**
     * Returns what stands for the picture in a stored input.
     *
     * @param path as the manifest has it
     * @throws LocalPictureException if there is no such picture, or it is not one that can be sent
     */
    public LocalPictureReference refer(String path) throws LocalPictureException {
        try {
            Path file = file(path);
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            KnownFile before = known.get(path);
            if (before != null && before.bytes == now.size() && before.changed.equals(now.lastModifiedTime())) {
                return before.reference;
            }
            check(path, file, now.size());
            String shown = folder.relativize(folder.resolve(path).normalize())
                    .toString()
                    .replace('\\', '/');
            LocalPictureReference reference = new LocalPictureReference(Sha256.hex(file), shown);
            known.put(path, new KnownFile(now.size(), now.lastModifiedTime(), reference));
            return reference;
        } catch (NoSuchFileException gone) {
            throw new LocalPictureException(path + " is neither a web address nor a file in " + folder, MEND);
        } catch (IOException unreadable) {
            throw new LocalPictureException(path + " cannot be read", "Let the user that runs Darkroom read it");
        }
    }

    /**
     * Finds the file that a reference stands for, with the bytes that it had then.
     *
     * @throws LocalPictureException if it is not there any more, or has other bytes
     */
    public Path find(LocalPictureReference reference) throws LocalPictureException {
        if (!refer(reference.path()).sha256().equals(reference.sha256())) {
            throw new LocalPictureException(
                    reference.path() + " is another picture than when the run began",
                    "Start another run with run --new, which takes the pictures as they are now");
        }
        return folder.resolve(reference.path()).normalize();
    }

    private Path file(String path) throws IOException, LocalPictureException {
        try {
            Path given = Path.of(path);
            Path file = folder.resolve(given).normalize();
            if (given.isAbsolute() || !file.startsWith(folder)) {
                throw new LocalPictureException(path + " leads out of the pictures' folder", INSIDE);
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new LocalPictureException(path + " leads out of the pictures' folder by a symbolic link", INSIDE);
            }
            if (!Files.isRegularFile(file)) {
                throw new LocalPictureException(path + " is not a file", MEND);
            }
            return file;
        } catch (InvalidPathException broken) {
            throw new LocalPictureException(path + " is neither a web address nor a path", MEND);
        }
    }

    private void check(String path, Path file, long bytes) throws LocalPictureException {
        if (bytes > maxBytes) {
            throw new LocalPictureException(
                    String.format(
                            Locale.ROOT, "%s has %d bytes, more than the %d that are sent", path, bytes, maxBytes),
                    "Make it smaller");
        }
        try {
            PictureFile picture = PictureFile.inspect(file);
            if ((long) picture.width() * picture.height() > maxPixels) {
                throw new LocalPictureException(
                        String.format(
                                Locale.ROOT,
                                "%s has %d x %d pixels, more than the %d megapixels that are sent",
                                path,
                                picture.width(),
                                picture.height(),
                                maxPixels / MEGA),
                        "Make it smaller");
            }
        } catch (BadPictureException bad) {
            throw new LocalPictureException(
                    path + " is not a whole PNG, JPEG, WebP or GIF by its bytes", "Export it as one of these");
        }
    }

    private record KnownFile(long bytes, FileTime changed, LocalPictureReference reference) {
        private KnownFile {
            Objects.requireNonNull(changed, "changed is null");
        }
    }
}
