package dev.darkroom.io;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The reason for which a folder takes no file.
 *
 * @param message the end of a sentence that names the folder
 * @param remedy what to do, beside naming another folder
 */
public record UnwritableReason(String message, String remedy) {

    /** @param folder the one that was to be made, or written to */
    public static UnwritableReason of(Path folder, Exception why) {
        Path existing = FileFailureKind.existing(folder);
        return switch (FileFailureKind.of(why, folder)) {
            case DENIED, NOT_PERMITTED ->
                new UnwritableReason(
                        "may not be written to by this user",
                        "Change its owner or mode, or that of the folder it is in");
            case MISSING ->
                new UnwritableReason(
                        "cannot be made: " + existing + " takes no new folders",
                        "Check the path, and that its disk is mounted");
            case DANGLING_LINK ->
                new UnwritableReason(
                        "is behind " + FileFailureKind.danglingLink(folder)
                                + ", a link to what is not there; a disk may not be mounted",
                        "Mount the disk, or remove the link");
            case LINK_LOOP -> new UnwritableReason("is behind a link that leads back to itself", "Remove the link");
            case FILE_IN_THE_WAY -> {
                Path file = FileFailureKind.file(folder);
                yield new UnwritableReason(
                        folder.toAbsolutePath().equals(file) ? "is a file" : "lies below " + file + ", which is a file",
                        "Move the file away");
            }
            case FOLDER_IN_THE_WAY ->
                new UnwritableReason("has a folder where a file is to be written", "Move that folder away");
            case READ_ONLY ->
                new UnwritableReason("lies on a disk that is mounted read-only", "Mount the disk for writing");
            case NAME_TOO_LONG ->
                new UnwritableReason(
                        "has a name, or is to hold one, that is too long for its disk", "Shorten the name");
            case BAD_NAME ->
                new UnwritableReason("has a name, or is to hold one, that cannot be used here", FileFailureText.NAME);
            case NO_ROOM -> new UnwritableReason("has no room: a disk is full, or a quota is used up", "Make room");
            case TOO_MANY_OPEN ->
                new UnwritableReason(
                        "cannot be opened: this process has too many files open", "Raise the limit (ulimit -n)");
            case DISK_FAILS, STALE ->
                new UnwritableReason("lies on a disk or network drive that fails" + reason(why), "Check the disk");
            case OTHER ->
                new UnwritableReason(
                        "cannot be written to" + reason(why), "Check the path, its permissions and its disk");
        };
    }

    private static String reason(Exception why) {
        String reason = why instanceof FileSystemException refused ? refused.getReason() : why.getMessage();
        return reason == null || reason.isBlank() ? "" : ": " + reason;
    }
}
