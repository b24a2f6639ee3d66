package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowStatus;
import java.util.Objects;

/**
 * Rows of one status that have the same reason.
 *
 * @param code the reason's stable code
 * @param status as users see the rows
 * @param rows how many they are
 * @param exampleId the first of them, in manifest order
 */
public record ReasonCount(String code, RowStatus status, long rows, String exampleId) {

    public ReasonCount {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(status, "status is null");
        Objects.requireNonNull(exampleId, "exampleId is null");
    }
}
