package dev.darkroom.manifest.choice;

import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ReaderOverReader;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads some rows of a manifest, counted anew: to who reads them there are no others. */
final class ChosenRowsReader extends ReaderOverReader {

    private final Predicate<ManifestRow> chosen;
    private long read;

    ChosenRowsReader(ManifestReader rows, Predicate<ManifestRow> chosen) {
        super(rows);
        this.chosen = chosen;
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        ManifestRow row = next();
        while (row != null && !chosen.test(row)) {
            row = next();
        }
        return row == null ? null : row.at(++read);
    }
}
