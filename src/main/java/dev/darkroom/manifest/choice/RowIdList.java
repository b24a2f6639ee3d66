package dev.darkroom.manifest.choice;

import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestFormat;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The ids of some rows, as a file names them. Immutable. */
public final class RowIdList {

    private static final String COLUMN = "id";
    private static final long MAX_BYTES = 64L << 20;

    private final Set<String> ids;

    private RowIdList(Collection<String> ids) {
        this.ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }

    /**
     * Reads a file with an id on each line; one that is named as a manifest is a table with a column of ids.
     *
     * @param column the column that a manifest has its ids in, beside {@code id}; null if there is no other
     * @throws IllegalArgumentException if no ids can be read from it; the message stands after the file's name
     */
    public static RowIdList read(Path file, @Nullable String column) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("is not a file that is there");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("has more than 64 MB");
            }
            Set<String> ids = ManifestFormat.of(file.toString()).isPresent() ? ofTable(file, column) : ofLines(file);
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("holds no ids");
            }
            return new RowIdList(ids);
        } catch (ManifestException | IOException unreadable) {
            throw new IllegalArgumentException("cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Set<String> ofTable(Path file, @Nullable String column) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        String name = file.getFileName().toString();
        try (ManifestReader rows = Manifest.of(file, name, null).open()) {
            List<String> columns = rows.columns();
            String read = column != null && !columns.contains(COLUMN) && columns.contains(column) ? column : COLUMN;
            if (!columns.isEmpty() && !columns.contains(read)) {
                throw new IllegalArgumentException("has no column " + read);
            }
            for (ManifestRow row = rows.read(); row != null; row = rows.read()) {
                add(ids, CellTexts.text(row.cells().path(read)));
            }
        }
        return ids;
    }

    private static Set<String> ofLines(Path file) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            Set<String> ids = new LinkedHashSet<>();
            text.lines().map(line -> line.replace("\uFEFF", "")).forEach(line -> add(ids, line));
            return ids;
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("is not UTF-8", broken);
        }
    }

    private static void add(Set<String> ids, String id) {
        if (!id.isBlank()) {
            ids.add(id.strip());
        }
    }

    /** Returns whether an id is among them. */
    public boolean has(String id) {
        return ids.contains(id);
    }

    /** Returns the ids, in the file's order. */
    public Set<String> ids() {
        return ids;
    }

    /** Returns what tells them from other lists: a hash of all of them, in whatever order they stand. */
    public String sha256() {
        return Sha256.hex(String.join("\n", new TreeSet<>(ids)));
    }

    /** Returns them as a file that {@link #read} takes, whose name ends in no table's. */
    public String lines() {
        return String.join("\n", ids) + "\n";
    }
}
