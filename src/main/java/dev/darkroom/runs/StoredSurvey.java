package dev.darkroom.runs;

import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ModelCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what a survey found, so that the same bytes need not be surveyed again by a start that stages none of their rows. Only
 * what says nothing is wrong with a manifest is kept, and it counts for the version that wrote it alone.
 */
final class StoredSurvey {

    private StoredSurvey() {}

    /**
     * Writes what is found again by {@link #read}; empty if the manifest has something to be told.
     *
     * @param bytes how many the user's file has
     * @param version of the program
     */
    static Optional<ObjectNode> write(
            ManifestSurvey survey, Manifest manifest, long bytes, String version, JsonMapper json) {
        if (!survey.warnings().isEmpty()
                || !survey.unknownModels().isEmpty()
                || !survey.doubledColumns().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode stored = json.createObjectNode();
        stored.put("version", version);
        stored.put("bytes", bytes);
        stored.put("sha256", survey.sha256());
        stored.put("format", String.valueOf(manifest.format()));
        stored.put("set_delimiter", text(manifest.delimiter()));
        stored.put("sheet", sheet(manifest));
        manifest.fillDown().forEach(stored.putArray("fill_down")::add);
        stored.put("fill_within", manifest.fillWithin() == null ? "" : manifest.fillWithin());
        stored.put("rows_read", rowsRead(manifest));
        stored.put("delimiter", text(survey.delimiter()));
        survey.columns().forEach(stored.putArray("columns")::add);
        stored.put("header_line", survey.headerLine());
        stored.put("rows", survey.rows());
        survey.models().forEach(stored.putArray("models")::add);
        return Optional.of(stored);
    }

    /** Returns whether a file of so many bytes may be the one that was surveyed. */
    static boolean mayBeOf(JsonNode stored, long bytes) {
        return stored.path("bytes").asLong(-1) == bytes;
    }

    /**
     * Reads it for a manifest.
     *
     * @param sha256 of the manifest's bytes
     * @return empty if it is of other bytes, of another way to read them, or of another version
     */
    static Optional<ManifestSurvey> read(
            JsonNode stored, Manifest manifest, String sha256, ModelCatalog catalog, String version) {
        List<String> models = texts(stored.path("models"));
        boolean isOfIt = stored.path("version").asString("").equals(version)
                && stored.path("sha256").asString("").equals(sha256)
                && stored.path("format").asString("").equals(String.valueOf(manifest.format()))
                && stored.path("set_delimiter").asString("").equals(text(manifest.delimiter()))
                && stored.path("sheet").asString("").equals(sheet(manifest))
                && texts(stored.path("fill_down")).equals(manifest.fillDown())
                && stored.path("fill_within")
                        .asString("")
                        .equals(manifest.fillWithin() == null ? "" : manifest.fillWithin())
                && stored.path("rows_read").asString("").equals(rowsRead(manifest))
                && stored.path("rows").isNumber()
                && models.stream().allMatch(model -> catalog.find(model).isPresent());
        return isOfIt
                ? Optional.of(new ManifestSurvey(
                        manifest.name(),
                        sha256,
                        manifest.format(),
                        character(stored.path("delimiter").asString("")),
                        texts(stored.path("columns")),
                        stored.path("header_line").asLong(),
                        stored.path("rows").asLong(),
                        new LinkedHashSet<>(models),
                        Set.of(),
                        Set.of(),
                        List.of()))
                : Optional.empty();
    }

    private static String rowsRead(Manifest manifest) {
        return manifest.layer() == null ? "" : manifest.layer().description();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String sheet(Manifest manifest) {
        return manifest.sheet() == null ? "" : manifest.sheet();
    }

    private static String text(@Nullable Character character) {
        return character == null ? "" : character.toString();
    }

    private static @Nullable Character character(String text) {
        return text.isEmpty() ? null : text.charAt(0);
    }
}
