package dev.darkroom.picture;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read the pictures: their owner and its group, on file systems that know of them. */
public final class Modes {

    private static final Set<PosixFilePermission> READABLE_BY_GROUP = PosixFilePermissions.fromString("rw-r-----");

    private Modes() {}

    /** Whether this file system knows of modes. */
    public static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Makes a new file that is so from the start, whatever the process's umask. */
    public static void createReadableByGroup(Path file) throws IOException {
        if (posix()) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(READABLE_BY_GROUP));
            readableByGroup(file);
        } else {
            Files.createFile(file);
        }
    }

    /** Gives a file this mode. */
    public static void readableByGroup(Path file) throws IOException {
        if (posix()) {
            Files.setPosixFilePermissions(file, READABLE_BY_GROUP);
        }
    }
}
