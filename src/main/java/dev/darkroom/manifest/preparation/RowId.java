package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.candidate.RowCandidate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Finds the id of a row: the column or template that the job names, else the column {@code id}, else the row's number.
 */
public final class RowId {

    static final String DEFAULT_COLUMN = "id";

    private static final int MAX = 500;

    private final @Nullable String rule;

    /** @param rule the column, or a template of columns; null for the default */
    public RowId(@Nullable String rule) {
        this.rule = rule;
    }

    /** Returns the columns that make up the id; without a rule, the default one. */
    public List<String> columns() {
        if (rule == null) {
            return List.of(DEFAULT_COLUMN);
        }
        return isTemplate() ? ColumnTemplate.columns(StringNode.valueOf(rule)) : List.of(rule);
    }

    /**
     * Returns the row's id, or its number in the manifest where it has none or none that can be used; {@link #fault} says
     * why. A variant's has its number behind it, and behind that a candidate's its own.
     */
    public String of(ManifestRow row) {
        ManifestRow.RowVariant variant = row.variant();
        RowCandidate candidate = row.candidate();
        String own = ofAllVariants(row);
        String untried = candidate == null ? own : candidate.rowId(own);
        String one = variant == null ? untried : variant.id(untried);
        return candidate == null ? one : candidate.id(one);
    }

    /** Returns the id that the variants of a row have in common. */
    public String ofAllVariants(ManifestRow row) {
        String id = written(row.cells());
        return id.isEmpty() || fault(row) != null ? Long.toString(row.place()) : id;
    }

    /** Returns the fault of the row's id as code, message and remedy; null if there is none. */
    @Nullable
    RowIdFault fault(ManifestRow row) {
        String id = written(row.cells());
        if (id.isEmpty()) {
            String remedy = "Fill in " + String.join(" or ", columns());
            return rule == null ? null : new RowIdFault(ErrorCode.MISSING_ID, "the row has no id", remedy);
        }
        if (id.length() > MAX) {
            String message = "the id has " + id.length() + " characters";
            return new RowIdFault(ErrorCode.BAD_ID, message, "Use at most " + MAX);
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            return new RowIdFault(
                    ErrorCode.BAD_ID, "the id holds a line break or another control character", "Take it out");
        }
        return null;
    }

    private String written(ObjectNode cells) {
        boolean empty = columns().stream().allMatch(column -> CellTexts.isEmpty(cells.path(column)));
        if (empty) {
            return "";
        }
        String id = rule != null && isTemplate()
                ? ColumnTemplate.fill(rule, cells)
                : CellTexts.text(cells.path(columns().get(0)));
        return id.strip();
    }

    private boolean isTemplate() {
        return rule != null && rule.contains("{{");
    }

    record RowIdFault(ErrorCode code, String message, String remedy) {}
}
