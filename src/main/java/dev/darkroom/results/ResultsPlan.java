package dev.darkroom.results;

import dev.darkroom.manifest.CsvDialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Which files a run leaves, and how they look. Make it before anything is bought: it refuses reports that cannot be
 * written.
 *
 * @param output the run's output directory
 * @param dialect of the CSV files
 * @param manifestColumns the manifest's columns in order; of JSONL the keys of all its rows
 * @param keptColumns the user's own columns in the results, in order
 * @param by the kept columns that get a report of their own
 */
public record ResultsPlan(
        Path output, CsvDialect dialect, List<String> manifestColumns, List<String> keptColumns, List<String> by) {

    /** @throws UnknownColumnException if {@code by} names a column that is not kept */
    public ResultsPlan {
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(dialect, "dialect is null");
        manifestColumns = List.copyOf(manifestColumns);
        keptColumns = List.copyOf(keptColumns);
        by = ByColumns.of(by, new ResultColumns(keptColumns));
    }
}
