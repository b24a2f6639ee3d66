package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Sets who may read a file, whatever the process's umask; does nothing where the file system knows of no owners. */
public enum FilePermissions {
    /** The permissions for the workspace: ledger, journals, jobs. */
    OWNER_ONLY("rw-------"),
    /** The permissions for what a run puts out. */
    GROUP_READABLE("rw-r-----"),
    /** The permissions for what other users' programs read; whether they get at it is left to its folder. */
    WORLD_READABLE("rw-r--r--");

    private static final String OWNERS_FOLDER = "rwx------";

    private final String permissions;

    FilePermissions(String permissions) {
        this.permissions = permissions;
    }

    /** Tells whether the path's file system knows of owners, groups and their permissions. */
    static boolean areKnownTo(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Creates a file that has these permissions from its start.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public void create(Path file) throws IOException {
        Files.createFile(file, attributes(file, permissions));
        apply(file);
    }

    /** Creates a file that has these permissions from its start, unless it is there. */
    public void createIfMissing(Path file) throws IOException {
        try {
            create(file);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(file)) {
                throw e;
            }
        }
    }

    /** Gives a file these permissions. */
    public void apply(Path file) throws IOException {
        if (areKnownTo(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Creates an empty file of a new name in the folder. */
    Path createTemporary(Path folder, String prefix, String suffix) throws IOException {
        Path file = Files.createTempFile(folder, prefix, suffix, attributes(folder, permissions));
        try {
            apply(file);
        } catch (IOException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
        return file;
    }

    /** Returns the attributes of a new folder that its owner alone may enter. */
    static FileAttribute<?>[] ownersFolder(Path folder) {
        return attributes(folder, OWNERS_FOLDER);
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return areKnownTo(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
