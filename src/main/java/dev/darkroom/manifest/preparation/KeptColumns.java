package dev.darkroom.manifest.preparation;

import dev.darkroom.manifest.ManifestRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Chooses the columns that go into the results: the job's list, else all that are the user's own. */
final class KeptColumns {

    private static final String FAILED = "failed_status";
    private static final String SUCCEEDED = "succeeded_status";

    /** Darkroom's own columns: what failed.csv, succeeded.csv and redo.csv add to the manifest's columns. */
    private static final Set<String> ADDED = Set.of(
            RedoColumns.REDO_OF,
            RedoColumns.OWN_SEED,
            RedoColumns.OWN_PROMPT,
            FAILED,
            "failed_reason",
            SUCCEEDED,
            "succeeded_files",
            "succeeded_flags");

    private final List<String> names;

    KeptColumns(JobInput job, List<String> columns, Set<String> inputs) {
        List<String> keep = job.columns().keep();
        names = keep != null
                ? withOwn(keep, job)
                : columns.stream()
                        .filter(column -> !ADDED.contains(column) && !isId(column, job))
                        .filter(column ->
                                !job.reads(column) || !(inputs.contains(column) || column.equals(ModelsInUse.COLUMN)))
                        .toList();
    }

    /** Keeps the number of a row's variant, by which files may be named, and what it is tried with. */
    private static List<String> withOwn(List<String> keep, JobInput job) {
        List<String> own = new ArrayList<>(keep);
        if (job.variants() > 1) {
            own.add(ManifestRow.VARIANT);
        }
        own.addAll(job.candidates().columns());
        return own.stream().distinct().toList();
    }

    private static boolean isId(String column, JobInput job) {
        String rule = job.columns().id();
        return column.equals(RowId.DEFAULT_COLUMN) && (rule == null || rule.equals(RowId.DEFAULT_COLUMN));
    }

    /** Returns whether the columns are those of a file with some rows of a manifest, which Darkroom wrote. */
    static boolean ofSomeRows(Collection<String> columns) {
        return Stream.of(RedoColumns.REDO_OF, FAILED, SUCCEEDED).anyMatch(columns::contains);
    }

    List<String> names() {
        return names;
    }

    ObjectNode of(ObjectNode cells) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            JsonNode cell = cells.get(name);
            if (cell != null) {
                kept.set(name, cell);
            }
        }
        return kept;
    }
}
