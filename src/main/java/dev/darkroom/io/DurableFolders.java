package dev.darkroom.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes folders whose names a crash cannot take away, with the journal or the paid pictures in them: what is forced in a
 * folder is lost all the same if the folder's own name was not.
 */
public final class DurableFolders {

    private DurableFolders() {}

    /**
     * Makes the folder and those above it, unless they are there. Its own name is forced in any case: the process that
     * made it may have died before it did.
     */
    public static void create(Path folder, FileAttribute<?>... attributes) throws IOException {
        create(folder, DurableFolders::force, attributes);
    }

    /** Makes the folder and those above it, mode 0700, unless they are there. */
    public static void createPrivate(Path folder) throws IOException {
        create(folder, FilePermissions.ownersFolder(folder));
    }

    /** Makes new names in a folder durable; Windows has no such call, and its file systems journal names themselves. */
    public static void force(Path folder) throws IOException {
        if (FilePermissions.areKnownTo(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static void create(Path folder, FolderForce force, FileAttribute<?>... attributes) throws IOException {
        Path absolute = folder.toAbsolutePath();
        Deque<Path> missing = new ArrayDeque<>();
        for (Path each = absolute; each != null && !Files.isDirectory(each); each = each.getParent()) {
            missing.push(each);
        }
        Files.createDirectories(absolute, attributes);
        for (Path made : missing) {
            force.force(made.resolveSibling(""));
        }
        if (missing.isEmpty()) {
            forceIfAllowed(absolute.resolveSibling(""), force);
        }
    }

    /**
     * Forces a parent folder unless that is denied: a folder that was there may lie in one that only others may read.
     */
    private static void forceIfAllowed(Path parent, FolderForce force) throws IOException {
        try {
            force.force(parent);
        } catch (AccessDeniedException others) {
            // Then others made it as well.
        }
    }

    /** Forces the names in a folder to disk. */
    interface FolderForce {
        void force(Path folder) throws IOException;
    }
}
