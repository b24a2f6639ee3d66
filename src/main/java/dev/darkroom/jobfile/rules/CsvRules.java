package dev.darkroom.jobfile.rules;

import dev.darkroom.manifest.CsvDialect;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code csv}: how written CSV files look.
 *
 * @param delimiter between cells, or null for the manifest's own
 * @param decimal the decimal point of numbers
 * @param bom whether files start with a byte order mark
 */
public record CsvRules(@Nullable Character delimiter, char decimal, boolean bom) {

    /** Returns the dialect to write, for a manifest with this delimiter; null for one that has none. */
    public CsvDialect dialect(@Nullable Character manifestDelimiter) {
        if (delimiter != null) {
            return new CsvDialect(delimiter, decimal, bom);
        }
        return new CsvDialect(manifestDelimiter == null ? ',' : manifestDelimiter, decimal, bom);
    }
}
