package dev.darkroom.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code columns}: what the manifest's columns are for.
 *
 * @param id the id's column, or a template such as {@code {{sku}}-{{view}}}; null for the column {@code id} or, without
 *     one, the row's number
 * @param keep the columns copied into the results; null for all that are no model input
 * @param ignore columns that merely bear an input's name
 */
public record ColumnRules(@Nullable String id, @Nullable List<String> keep, List<String> ignore) {

    public ColumnRules {
        keep = keep == null ? null : List.copyOf(keep);
        ignore = List.copyOf(ignore);
    }
}
