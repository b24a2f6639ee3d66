package dev.darkroom.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in plain words why a folder takes no file. */
public final class UnwritableReason {

    private UnwritableReason() {}

    /** Returns the end of a sentence that names the folder. */
    public static String of(Path folder, Exception why) {
        for (Path each = folder.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isSymbolicLink(each) && Files.notExists(each)) {
                return "is behind " + each + ", a link to what is not there; a disk may not be mounted";
            }
        }
        if (why instanceof AccessDeniedException) {
            return "may not be written to by this user";
        }
        if (why instanceof NoSuchFileException) {
            return "is not there";
        }
        if (why instanceof FileAlreadyExistsException) {
            return "is no folder, or is below a file";
        }
        String reason = why instanceof FileSystemException refused ? refused.getReason() : why.getMessage();
        return "cannot be written to: " + (reason == null ? FailureText.of(why) : reason);
    }
}
