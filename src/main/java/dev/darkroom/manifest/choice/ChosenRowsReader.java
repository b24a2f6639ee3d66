package dev.darkroom.manifest.choice;

import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads some rows of a manifest, counted anew: to who reads them there are no others. */
final class ChosenRowsReader implements ManifestReader {

    private final ManifestReader rows;
    private final Predicate<ManifestRow> chosen;
    private long read;

    ChosenRowsReader(ManifestReader rows, Predicate<ManifestRow> chosen) {
        this.rows = rows;
        this.chosen = chosen;
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public @Nullable Character delimiter() {
        return rows.delimiter();
    }

    @Override
    public long headerLine() {
        return rows.headerLine();
    }

    @Override
    public Set<String> doubledColumns() {
        return rows.doubledColumns();
    }

    @Override
    public List<InputProblem> warnings() {
        return rows.warnings();
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        ManifestRow row = rows.read();
        while (row != null && !chosen.test(row)) {
            row = rows.read();
        }
        return row == null ? null : row.at(++read);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
