package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a finished file in its place, over an older one of the name if there is one. */
@FunctionalInterface
public interface FileMover {

    /**
     * Moves a file within its file system, so that a reader sees the old one or the new one, never a part.
     *
     * @throws java.nio.file.FileSystemException if it cannot be moved there: on Windows, because a program holds the old
     *     one open
     */
    void move(Path from, Path to) throws IOException;

    /** Returns the file system's own atomic move. */
    static FileMover atomic() {
        return (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the atomic move of a file whose bytes are forced; its new name is on disk when this returns. */
    static FileMover durable() {
        return (from, to) -> {
            atomic().move(from, to);
            DurableFolders.force(to.toAbsolutePath().resolveSibling(""));
        };
    }
}
