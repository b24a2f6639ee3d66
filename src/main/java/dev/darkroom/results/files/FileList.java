package dev.darkroom.results.files;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.io.Sha256;
import dev.darkroom.io.VisibleJson;
import dev.darkroom.results.OutputFiles;
import dev.darkroom.results.ResultsProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code files.json}: what a run has left in its output directory, with size, hash and version of the format, written once all
 * of it is there. Pictures are not in it, since the results name them with their hashes, nor what a running process writes
 * again and again.
 */
public final class FileList {

    /** Its name in the run's output directory. */
    public static final String NAME = OutputFiles.LIST;

    /** The version of the format; see docs/programs.md. */
    private static final int FORMAT = 1;

    /** The version of tables and test reports, which say none themselves; see docs/programs.md. */
    private static final int TABLES_FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder(VisibleJson.factory())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private FileList() {}

    /**
     * Writes it.
     *
     * @param output the run's output directory
     * @param run the run's id
     * @return warnings, if it could not go to its place
     */
    public static List<String> write(Path output, String run) throws IOException {
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.LEAVE)) {
            files.begin(output.resolve(NAME)).write(JSON.writeValueAsString(of(output, run)) + "\n");
            return files.replaceAll();
        }
    }

    private static ObjectNode of(Path output, String run) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        document.put("format", FORMAT);
        document.put("run", run);
        ArrayNode list = document.putArray("files");
        List<String> names = OutputFiles.settledIn(output).stream()
                .map(file -> output.relativize(file).toString().replace('\\', '/'))
                .sorted()
                .toList();
        for (String name : names) {
            Path file = output.resolve(name);
            try {
                ObjectNode entry = JSON.createObjectNode();
                entry.put("name", name);
                entry.put("bytes", Files.size(file));
                entry.put("sha256", Sha256.hex(file));
                entry.put("format", format(name));
                list.add(entry);
            } catch (NoSuchFileException gone) {
                // Somebody has just deleted it.
            }
        }
        return document;
    }

    /** Returns the version of a file's format; null of one for people. */
    private static @Nullable Integer format(String name) {
        if (name.startsWith("results.")) {
            return ResultsProjection.FORMAT;
        }
        return name.endsWith(".html") ? null : TABLES_FORMAT;
    }
}
