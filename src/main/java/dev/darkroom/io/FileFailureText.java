package dev.darkroom.io;

import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a file or folder cannot be used, and what to do about that kind of failure. */
final class FileFailureText {

    /** The remedy for names that the machine's settings have no letters for. */
    static final String NAME =
            "Change it; under cron set LANG=C.UTF-8, without which names have no letters beyond ASCII";

    private FileFailureText() {}

    /** Returns the message for one failure of a chain; empty if it is none of a file. */
    static Optional<String> of(Throwable cause) {
        if (cause instanceof FileSystemException refused) {
            return Optional.of(sentence(refused));
        }
        if (cause instanceof FileNotFoundException) {
            return Optional.of(
                    "a file cannot be opened: " + cause.getMessage() + ". Check its path and its permissions");
        }
        if (cause instanceof InvalidPathException bad) {
            return Optional.of("'" + bad.getInput() + "' cannot be the name of a file here. " + NAME);
        }
        return Optional.empty();
    }

    private static String sentence(FileSystemException refused) {
        String file = refused.getFile() == null ? "a file" : refused.getFile();
        String reason = refused.getReason() == null ? "" : refused.getReason();
        Path path = path(refused.getFile());
        return file
                + switch (FileFailureKind.of(refused, path)) {
                    case DENIED ->
                        " may not be read or written by this user. Change its owner or mode, or start as the user it"
                                + " belongs to";
                    case NOT_PERMITTED ->
                        " may not be changed by this user. Change its owner, or start as the user it belongs to";
                    case MISSING ->
                        " is not there. Check the path; it may have been moved or deleted, or its disk is not mounted";
                    case DANGLING_LINK ->
                        where(
                                        path,
                                        path == null ? null : FileFailureKind.danglingLink(path),
                                        "a link to what is not there")
                                + ". Mount the disk it leads to, or remove the link";
                    case LINK_LOOP -> " is a link that leads back to itself. Remove the link";
                    case FILE_IN_THE_WAY ->
                        where(path, path == null ? null : FileFailureKind.file(path), "a file where a folder is needed")
                                + ". Move it away, or name another folder";
                    case FOLDER_IN_THE_WAY -> " is a folder where a file is needed. Move it away, or name another file";
                    case READ_ONLY ->
                        " lies on a disk that is mounted read-only. Name a folder on another, or mount it for writing";
                    case NAME_TOO_LONG -> " has a name that is too long here. Shorten it";
                    case BAD_NAME -> " cannot be the name of a file here. " + NAME;
                    case NO_ROOM -> " finds no room: a disk is full, or a quota is used up. Make room";
                    case TOO_MANY_OPEN ->
                        " cannot be opened: this process has too many files open. Raise the limit (ulimit -n)";
                    case DISK_FAILS, STALE ->
                        " cannot be read or written: its disk or network drive fails (" + reason
                                + "). Check the disk, then start the same command again";
                    case OTHER ->
                        " cannot be used" + (reason.isEmpty() ? "" : " (" + reason + ")")
                                + ". Check the path, its permissions and its disk";
                };
    }

    /** Says what is in the way: the path itself, or something that it lies below. */
    private static String where(@Nullable Path path, @Nullable Path obstacle, String what) {
        boolean itself =
                path == null || obstacle == null || path.toAbsolutePath().equals(obstacle);
        return itself ? " is " + what : " lies below " + obstacle + ", which is " + what;
    }

    private static @Nullable Path path(@Nullable String file) {
        try {
            return file == null ? null : Path.of(file);
        } catch (InvalidPathException noPath) {
            return null;
        }
    }
}
