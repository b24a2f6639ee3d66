package dev.darkroom.manifest;

import dev.darkroom.models.ListSeparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code columns}: what the manifest's columns are for.
 *
 * @param id the id's column, or a template such as {@code {{sku}}-{{view}}}; null for the column {@code id} or, without
 *     one, the row's number
 * @param keep the columns copied into the results; null for all that are no model input
 * @param ignore columns that merely bear an input's name
 * @param separator between several values in one cell
 * @param fillDown columns of which an empty cell takes the one above it
 * @param fillWithin the column whose value both cells must share for that; null if they need not
 * @param required columns without which a row is rejected
 */
public record ColumnRules(
        @Nullable String id,
        @Nullable List<String> keep,
        List<String> ignore,
        ListSeparator separator,
        List<String> fillDown,
        @Nullable String fillWithin,
        List<String> required) {

    public ColumnRules {
        keep = keep == null ? null : List.copyOf(keep);
        ignore = List.copyOf(ignore);
        Objects.requireNonNull(separator, "separator is null");
        fillDown = List.copyOf(fillDown);
        required = List.copyOf(required);
    }

    /** Makes rules by which an empty cell takes the one above it whatever row it is in. */
    public ColumnRules(
            @Nullable String id,
            @Nullable List<String> keep,
            List<String> ignore,
            ListSeparator separator,
            List<String> fillDown,
            List<String> required) {
        this(id, keep, ignore, separator, fillDown, null, required);
    }

    /** The rules of a job that says nothing of separators and empty cells. */
    public ColumnRules(@Nullable String id, @Nullable List<String> keep, List<String> ignore) {
        this(id, keep, ignore, ListSeparator.PIPE, List.of(), null, List.of());
    }
}
