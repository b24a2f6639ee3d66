package dev.darkroom.manifest.preparation;

import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.InputNames;
import dev.darkroom.picture.LocalPictureException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts together what one row gives for its model's inputs: its own fields, else the job's templates.
 *
 * @param values the input, each value in its input's own type where it could be turned into it
 * @param columns the column each value came from or was to come from, where that is exactly one
 * @param empties the columns that are empty in this row and stand in a template of which other text is sent, each with the
 *     inputs it is missing in
 */
record RowInputBuilder(ObjectNode values, Map<String, String> columns, Map<String, Set<String>> empties) {

    static RowInputBuilder of(ManifestRow row, ImageModel model, JobInput job) {
        ObjectNode cells = row.cells();
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, String> columns = new HashMap<>();
        Map<String, Set<String>> empties = new LinkedHashMap<>();
        for (InputField input : model.inputs()) {
            String name = input.name();
            String column = column(name, cells, job);
            if (column != null) {
                values.set(name, job.convert(model, name, cells.path(column)));
                columns.put(name, column);
                continue;
            }
            JsonNode template = job.template(name, row);
            List<String> used =
                    ColumnTemplate.columns(template).stream().distinct().toList();
            if (used.size() == 1) {
                columns.put(name, used.get(0));
            }
            if (used.stream().anyMatch(each -> CellTexts.isEmpty(cells.path(each)))) {
                ColumnTemplate.emptyColumns(template, cells)
                        .forEach(empty -> empties.computeIfAbsent(empty, missing -> new LinkedHashSet<>())
                                .add(name));
            }
            JsonNode given = template.isMissingNode()
                    ? null
                    : ColumnTemplate.expand(template, cells, job.columns().separator());
            if (given != null) {
                values.set(name, job.convert(model, name, given));
            }
        }
        return new RowInputBuilder(values, columns, empties);
    }

    /**
     * Returns the row's input with what its model fills in. The first variant sends what the row would send without any; all
     * others have seeds of their own, which are made of all the rest.
     */
    ObjectNode whole(
            ManifestRow row, ImageModel model, JobInput job, BiConsumer<String, LocalPictureException> faults) {
        ObjectNode whole = job.refer(model, model.complete(values), faults);
        ManifestRow.RowVariant variant = row.variant();
        // The seed that a redo was written with is the one that it means.
        boolean isRedo = !CellTexts.isEmpty(row.cells().path(RedoColumns.REDO_OF));
        if (variant != null
                && variant.number() > 1
                && model.hasInput(InputNames.SEED)
                && !(isRedo && whole.has(InputNames.SEED))) {
            InputKey others = InputKey.of(model.id(), model.asKeyed(whole, job.ignoredQuery()));
            whole.put(InputNames.SEED, others.seed(variant.number()));
        }
        return whole;
    }

    /** Returns the row's own column for an input, null if it gives none. */
    private static @Nullable String column(String input, ObjectNode cells, JobInput job) {
        String redo = RedoColumns.ownFor(input);
        if (redo != null
                && !CellTexts.isEmpty(cells.path(redo))
                && !CellTexts.isEmpty(cells.path(RedoColumns.REDO_OF))) {
            return redo;
        }
        return job.reads(input) && !CellTexts.isEmpty(cells.path(input)) ? input : null;
    }

    /**
     * Returns the column a problem with an input belongs to: the one it came from; the one it should have come from.
     */
    @Nullable
    String column(String field) {
        return columns.getOrDefault(field, values.has(field) ? null : field);
    }
}
