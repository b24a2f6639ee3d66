package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the temporary files of processes that died while they wrote. A name bears its process's id, so that a report
 * beside a running run does not sweep away what the run is writing.
 */
final class StaleTempFiles {

    static final String SUFFIX = ".tmp";

    private static final Pattern NAME = Pattern.compile("\\..+\\.(\\d{1,18})-\\d+\\.tmp");

    private StaleTempFiles() {}

    /** Returns the beginning of a temporary file's name; the file system adds a number. */
    static String prefix(String target) {
        return "." + target + "." + ProcessHandle.current().pid() + "-";
    }

    /** Deletes the folder's temporary files whose processes are gone. */
    static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
