package dev.darkroom.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells who owns files; the system's own is {@link SystemOwnership}. */
public interface FileOwnership {

    /** Returns the user in whose name this process makes files. */
    FileOwner currentUser() throws IOException;

    /**
     * Returns who owns a file and who may write it, of a link its own; empty where the file system knows no owners.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    Optional<FileAccess> read(Path file) throws IOException;

    /**
     * Returns whether a new file in the folder has the mode it was made with, as far as one can be made: some file
     * systems show one mode for all.
     */
    boolean keepsModes(Path folder) throws IOException;
}
