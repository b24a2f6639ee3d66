package dev.darkroom.ledger.rows;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A manifest row on its way into the ledger.
 *
 * @param number from 1
 * @param line of the manifest
 * @param id the row's id
 * @param fileStem the name its files would get, as {@code FileNames} folds it: rows that share it need a longer one
 * @param model null if the row names none that is known
 * @param input exactly what would be sent, as JSON; null if the row is invalid
 * @param inputKey of model and input; null if the row is invalid
 * @param seed that is sent
 * @param outputs how many outputs the row requests
 * @param kept the user's own columns, as JSON
 * @param redoOf the request the row makes again
 * @param rejected why the row is invalid, null for a good one
 */
public record StagedRow(
        long number,
        long line,
        String id,
        String fileStem,
        @Nullable String model,
        @Nullable String input,
        @Nullable String inputKey,
        @Nullable Long seed,
        int outputs,
        String kept,
        @Nullable String redoOf,
        @Nullable RowReason rejected) {

    public StagedRow {
        if (number < 1 || number > RowKey.MAX_ROWS) {
            throw new IllegalArgumentException("a run has at most " + RowKey.MAX_ROWS + " rows");
        }
        Objects.requireNonNull(id, "id is null");
        if (rejected == null) {
            Objects.requireNonNull(input, "input is null");
            Objects.requireNonNull(inputKey, "inputKey is null");
        }
    }
}
