package dev.darkroom.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads several files as one manifest: rows one after the other, columns united by their names. Each row says in a column of
 * its own which file it is from, without which its line would say little.
 */
final class UnitedReader implements ManifestReader {

    /** The column of the file's name; one that the files have themselves stays as it is. */
    static final String FILE = "manifest_file";

    private final List<Manifest> files;
    private final ManifestBytes bytes;
    private final Map<Manifest, String> names = new HashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Set<String> doubled = new LinkedHashSet<>();
    private final List<InputProblem> warnings = new ArrayList<>();
    private @Nullable Character delimiter;
    private int next;
    private @Nullable ManifestReader open;
    private long number;

    UnitedReader(List<Manifest> files, ManifestBytes bytes) {
        this.files = List.copyOf(files);
        this.bytes = bytes;
        Set<String> seen = new LinkedHashSet<>();
        boolean alike = files.stream().anyMatch(file -> !seen.add(lastPart(file.name())));
        files.forEach(file -> names.put(file, alike ? file.name() : lastPart(file.name())));
    }

    private static String lastPart(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    @Override
    public List<String> columns() {
        Set<String> all = new LinkedHashSet<>(columns);
        if (open != null) {
            all.addAll(open.columns());
        }
        all.add(FILE);
        return List.copyOf(all);
    }

    @Override
    public @Nullable Character delimiter() {
        return delimiter;
    }

    @Override
    public Set<String> doubledColumns() {
        return doubled;
    }

    @Override
    public List<InputProblem> warnings() {
        return warnings;
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        while (open != null || next < files.size()) {
            if (open == null) {
                open = files.get(next).open(bytes);
                next++;
                delimiter = delimiter == null ? open.delimiter() : delimiter;
            }
            ManifestRow row = open.read();
            if (row != null) {
                return numbered(row, files.get(next - 1));
            }
            close();
        }
        return null;
    }

    private ManifestRow numbered(ManifestRow row, Manifest file) {
        number++;
        if (row.broken() == null && CellTexts.isEmpty(row.cells().path(FILE))) {
            row.cells().put(FILE, names.get(file));
        }
        return new ManifestRow(number, row.line(), row.cells(), row.broken(), row.doubts(), file.name(), number, null);
    }

    @Override
    public void close() throws IOException {
        ManifestReader ended = open;
        if (ended != null) {
            open = null;
            columns.addAll(ended.columns());
            doubled.addAll(ended.doubledColumns());
            warnings.addAll(ended.warnings());
            ended.close();
        }
    }
}
