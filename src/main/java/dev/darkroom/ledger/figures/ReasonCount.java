package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.RowStatus;
import java.util.Objects;

/**
 * Rows of one status that have the same reason.
 *
 * @param code the reason's stable code
 * @param status as users see the rows
 * @param rows how many they are
 * @param first the number of the first of them, in manifest order
 * @param exampleId the id of that row, empty where only the ledger knows it
 */
public record ReasonCount(String code, RowStatus status, long rows, int first, String exampleId) {

    /** Stands for codes beyond those that are counted one by one. */
    public static final String OTHER = "(other)";

    public ReasonCount {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(status, "status is null");
        Objects.requireNonNull(exampleId, "exampleId is null");
    }
}
