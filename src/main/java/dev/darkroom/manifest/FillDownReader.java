package dev.darkroom.manifest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives empty cells of some columns the value above them, as exports mean that have continuation rows. Below a row that
 * cannot be read nothing is known to be above: those cells stay empty.
 */
final class FillDownReader extends ReaderOverReader {

    private final List<String> filled;
    private final @Nullable String within;
    private final Map<String, JsonNode> above = new HashMap<>();
    private @Nullable JsonNode group;

    /** @param within the column whose value both rows must share; null if they need not */
    FillDownReader(ManifestReader rows, List<String> filled, @Nullable String within) {
        super(rows);
        this.filled = List.copyOf(filled);
        this.within = within;
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        ManifestRow row = next();
        if (row == null) {
            return null;
        }
        if (row.broken() != null) {
            above.clear();
            return row;
        }
        ObjectNode cells = row.cells();
        if (within != null && !cells.path(within).equals(group)) {
            above.clear();
            group = cells.path(within);
        }
        for (String column : filled) {
            JsonNode cell = cells.path(column);
            if (!CellTexts.isEmpty(cell)) {
                above.put(column, cell);
            } else if (above.containsKey(column)) {
                cells.set(column, above.get(column));
            }
        }
        return row;
    }
}
