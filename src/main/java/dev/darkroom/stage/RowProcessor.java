package dev.darkroom.stage;

import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.RequestInput;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes each manifest row what the ledger keeps of it. A bad row goes in too, as rejected: no row ever vanishes.
 * Thread-safe.
 */
public final class RowProcessor {

    private final RowPreparer preparer;
    private final FileNames names;

    public RowProcessor(RowPreparer preparer, FileNames names) {
        this.preparer = preparer;
        this.names = names;
    }

    /**
     * Returns the row with which a restored ledger begins: of a bad row also what it would have sent, since it may have
     * been purchased.
     */
    public StagedRow restored(ManifestRow row) {
        PreparedRow prepared = preparer.prepareAnyhow(row);
        return staged(prepared, prepared.input());
    }

    /** Returns the row that the ledger keeps of a prepared one. */
    public StagedRow staged(PreparedRow prepared) {
        return staged(prepared, prepared.valid() ? prepared.input() : null);
    }

    private StagedRow staged(PreparedRow prepared, @Nullable ObjectNode input) {
        return new StagedRow(
                prepared.number(),
                prepared.line(),
                prepared.id(),
                names.fold(prepared.id(), prepared.kept()),
                prepared.model(),
                input == null ? null : input.toString(),
                prepared.inputKey(),
                prepared.seed(),
                input == null ? 1 : new RequestInput(input).outputs(),
                prepared.kept().toString(),
                prepared.redoOf(),
                rejected(prepared));
    }

    private static @Nullable RowReason rejected(PreparedRow row) {
        if (row.valid()) {
            return null;
        }
        String message = row.problems().stream().map(RowProcessor::message).collect(Collectors.joining("; "));
        return new RowReason(row.problems().get(0).code(), message);
    }

    private static String message(InputProblem problem) {
        return problem.column() == null || problem.message().startsWith(problem.column())
                ? problem.message()
                : problem.column() + ": " + problem.message();
    }
}
