package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a file system refuses, each of which has a remedy of its own. They are told by the exception, and
 * where that speaks the machine's own language, by a look at what is there.
 */
enum FileFailureKind {
    DENIED("Permission denied"),
    NOT_PERMITTED("Operation not permitted"),
    MISSING("No such file or directory"),
    DANGLING_LINK(null),
    LINK_LOOP("Too many levels of symbolic links"),
    FILE_IN_THE_WAY("Not a directory"),
    FOLDER_IN_THE_WAY("Is a directory"),
    READ_ONLY("Read-only file system"),
    NAME_TOO_LONG("File name too long"),
    BAD_NAME(null),
    NO_ROOM(null),
    TOO_MANY_OPEN("Too many open files"),
    DISK_FAILS("Input/output error"),
    STALE("Stale file handle"),
    OTHER(null);

    /** How the system's reason begins, in English. */
    private final @Nullable String reason;

    FileFailureKind(@Nullable String reason) {
        this.reason = reason;
    }

    /** @param path what was to be read or written, or made */
    static FileFailureKind of(Throwable failure, @Nullable Path path) {
        if (DiskFull.isCauseOf(failure)) {
            return NO_ROOM;
        }
        if (path != null && danglingLink(path) != null) {
            return DANGLING_LINK;
        }
        FileFailureKind told = ofException(failure);
        if (told == OTHER && path != null && path.getParent() != null && file(path.getParent()) != null) {
            return FILE_IN_THE_WAY;
        }
        return told == OTHER && path != null && isReadOnly(path) ? READ_ONLY : told;
    }

    private static FileFailureKind ofException(Throwable failure) {
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof NoSuchFileException) {
            return MISSING;
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return FILE_IN_THE_WAY;
        }
        if (failure instanceof FileSystemLoopException) {
            return LINK_LOOP;
        }
        if (failure instanceof InvalidPathException) {
            return BAD_NAME;
        }
        String reason = failure instanceof FileSystemException refused ? refused.getReason() : failure.getMessage();
        for (FileFailureKind kind : values()) {
            if (kind.reason != null && reason != null && reason.startsWith(kind.reason)) {
                return kind;
            }
        }
        return OTHER;
    }

    /** Returns the path, or what it lies below, that is a link to what is not there; null if there is none. */
    static @Nullable Path danglingLink(Path path) {
        for (Path each = path.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isSymbolicLink(each) && Files.notExists(each)) {
                return each;
            }
        }
        return null;
    }

    /** Returns the path, or what it lies below, that is a file; null if there is none. */
    static @Nullable Path file(Path path) {
        Path there = existing(path);
        return there == null || Files.isDirectory(there) ? null : there;
    }

    /** Returns the path, or the nearest that it lies below, that is there; null for none. */
    static @Nullable Path existing(Path path) {
        for (Path each = path.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.exists(each)) {
                return each;
            }
        }
        return null;
    }

    private static boolean isReadOnly(Path path) {
        Path there = existing(path);
        try {
            return there != null && Files.getFileStore(there).isReadOnly();
        } catch (IOException unknown) {
            return false;
        }
    }
}
