package dev.darkroom.stage;

import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.PreparedRow;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.RequestInput;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import tools.jackson.databind.node.ObjectNode;

/** Makes each manifest row what the ledger keeps of it. A bad row goes in too, as rejected: no row ever vanishes. */
public final class RowProcessor implements ItemProcessor<ManifestRow, StagedRow> {

    private final RowPreparer preparer;
    private final FileNames names;
    private final Consumer<InputProblem> warned;

    public RowProcessor(RowPreparer preparer, FileNames names) {
        this(preparer, names, warning -> {});
    }

    /** @param warned takes the warnings of the rows that are staged */
    RowProcessor(RowPreparer preparer, FileNames names, Consumer<InputProblem> warned) {
        this.preparer = preparer;
        this.names = names;
        this.warned = warned;
    }

    @Override
    public StagedRow process(ManifestRow row) {
        PreparedRow prepared = preparer.prepare(row);
        prepared.warnings().forEach(warned);
        return staged(prepared);
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
