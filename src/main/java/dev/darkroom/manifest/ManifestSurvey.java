package dev.darkroom.manifest;

import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts that one pass over a whole manifest finds before anything is done with its rows. A row in memory at a time.
 *
 * @param file the file as the user named it
 * @param sha256 of the files' bytes as they lie on disk, 64 hex digits; see {@link ContentDigest}
 * @param format how it is written
 * @param delimiter between the cells; null where there is none
 * @param columns the header's, or the keys of all JSONL rows in the order they were first seen
 * @param headerLine the line that names the columns; 0 for JSONL
 * @param rows how many, broken ones included
 * @param models the known ids that rows name
 * @param unknownModels the unknown ids that rows name, the first hundred of them
 * @param doubledColumns the names that the header holds more than once
 * @param warnings what of the file is not as it should be and loses nothing
 */
public record ManifestSurvey(
        String file,
        String sha256,
        ManifestFormat format,
        @Nullable Character delimiter,
        List<String> columns,
        long headerLine,
        long rows,
        Set<String> models,
        Set<String> unknownModels,
        Set<String> doubledColumns,
        List<InputProblem> warnings) {

    private static final int MAX_UNKNOWN = 100;

    public ManifestSurvey {
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(sha256, "sha256 is null");
        Objects.requireNonNull(format, "format is null");
        columns = List.copyOf(columns);
        doubledColumns = Set.copyOf(doubledColumns);
        warnings = List.copyOf(warnings);
        models = Collections.unmodifiableSet(new LinkedHashSet<>(models));
        unknownModels = Collections.unmodifiableSet(new LinkedHashSet<>(unknownModels));
    }

    /** Returns what is known of a manifest that cannot be read: a job is held against it as if no column could be missed. */
    public static ManifestSurvey unread(Manifest manifest) {
        return new ManifestSurvey(
                manifest.name(),
                "",
                ManifestFormat.JSONL,
                null,
                List.of(),
                0,
                0,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of());
    }

    /**
     * Reads the manifest from its first byte to its last.
     *
     * @throws ManifestException if it cannot be read as a whole
     * @throws IOException if it cannot be read at all
     */
    public static ManifestSurvey of(Manifest manifest, ModelCatalog catalog) throws IOException {
        ContentDigest digest = new ContentDigest(Manifest::bytes);
        Set<String> known = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        long rows = 0;
        ManifestReader reader = manifest.open(digest);
        // The hash is whole once the reader is closed.
        try (reader) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                rows++;
                String model = CellTexts.text(row.cells().path("model")).strip();
                if (catalog.find(model).isPresent()) {
                    known.add(model);
                } else if (!model.isEmpty() && row.broken() == null && unknown.size() < MAX_UNKNOWN) {
                    unknown.add(model);
                }
            }
        }
        return new ManifestSurvey(
                manifest.name(),
                digest.hex(),
                manifest.format(),
                reader.delimiter(),
                reader.columns(),
                reader.headerLine(),
                rows,
                known,
                unknown,
                reader.doubledColumns(),
                reader.warnings());
    }
}
