package dev.darkroom.download;

import dev.darkroom.io.FilePermissions;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Gives a picture's file another name by a hard link, or a copy where links can't be made. */
final class PictureLink {

    private PictureLink() {}

    /** Links a name that is free; false if another file has it, or no link can be made there. */
    static boolean isMade(Path source, Path target) {
        try {
            Files.createLink(target, source);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    /** Links a part file, or copies into it; the copy is forced. */
    static void makeOrCopy(Path source, Path part) throws IOException {
        try {
            Files.createLink(part, source);
        } catch (UnsupportedOperationException | IOException e) {
            copy(source, part);
        }
    }

    private static void copy(Path source, Path part) throws IOException {
        Files.deleteIfExists(part);
        FilePermissions.GROUP_READABLE.create(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            Files.copy(source, Channels.newOutputStream(channel));
            channel.force(true);
        }
    }
}
