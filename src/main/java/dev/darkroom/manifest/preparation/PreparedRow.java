package dev.darkroom.manifest.preparation;

import dev.darkroom.manifest.InputProblem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A manifest row made ready to be submitted, or the reasons why it can't be.
 *
 * @param number the row's number from 1
 * @param line the line of the manifest it starts on
 * @param id the row's id, by which results and file names call it
 * @param model the model's id, null if the row names none that is known
 * @param input exactly what would be sent, the seed included; null if the row is invalid, unless it was
 *     prepared anyhow
 * @param inputKey SHA-256 of model and canonical input as 64 hex digits, without a seed that Darkroom chose; null
 *     where input is
 * @param seed the seed that is sent, the user's or the derived one
 * @param kept the user's own columns that go into the results
 * @param redoOf the request this row makes again, from a column of that name
 * @param problems why the row is invalid; empty for a good row
 * @param warnings what the user may not have meant
 */
public record PreparedRow(
        long number,
        long line,
        String id,
        @Nullable String model,
        @Nullable ObjectNode input,
        @Nullable String inputKey,
        @Nullable Long seed,
        ObjectNode kept,
        @Nullable String redoOf,
        List<InputProblem> problems,
        List<InputProblem> warnings) {

    public PreparedRow {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(kept, "kept is null");
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether the row can be sent. */
    public boolean valid() {
        return problems.isEmpty();
    }
}
