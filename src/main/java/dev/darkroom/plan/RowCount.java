package dev.darkroom.plan;

import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.DuplicateIds;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.manifest.preparation.WarningGroups;
import dev.darkroom.reuse.WantedInput;
import dev.darkroom.stage.RowProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what would become of each row. Keeps 64 bits of each id and input key, and their lines. Used once. */
final class RowCount {

    private final EarlierRowLookup lookUps;
    private final WarningGroups warnings = new WarningGroups();
    private final @Nullable SourceCount sources;
    private long total;
    private long invalid;
    private long duplicateIds;
    private long equal;
    private long unknown;
    private long collecting;
    private long done;

    /** @param sources takes each row that no run has staged yet; null if nothing is known of its sources */
    RowCount(EarlierRowLookup lookUps, @Nullable SourceCount sources) {
        this.lookUps = lookUps;
        this.sources = sources;
    }

    /**
     * Counts rows that no run has staged yet.
     *
     * @param most how many the run is about, null for all
     */
    void manifest(ManifestReader reader, String name, RowPreparer preparer, RowProcessor processor, @Nullable Long most)
            throws IOException, InterruptedException {
        preparer.warnings().forEach(warnings);
        DuplicateIds ids = new DuplicateIds(name);
        DuplicateIds inputs = new DuplicateIds(name);
        for (ManifestRow row = next(reader, most); row != null; row = next(reader, most)) {
            total++;
            PreparedRow prepared = preparer.prepare(row);
            prepared.warnings().forEach(warnings);
            if (sources != null) {
                sources.add(prepared);
            }
            StagedRow staged = processor.staged(prepared);
            boolean second = ids.add(staged.id(), staged.line()) != null;
            duplicateIds += second ? 1 : 0;
            if (second
                    || staged.rejected() != null
                    || staged.inputKey() == null
                    || staged.model() == null
                    || staged.input() == null) {
                invalid++;
            } else if (inputs.add(staged.inputKey(), staged.line()) != null) {
                equal++;
            } else {
                lookUps.add(new EarlierRowLookup.WantedRow(
                        new WantedInput(staged.inputKey(), staged.id(), staged.model(), staged.input()),
                        staged.outputs()));
            }
        }
        lookUps.finish();
    }

    /** Counts rows as an unfinished run has left them. */
    void run(Map<RowState, Long> states, UnpurchasedRows unpurchased) throws IOException, InterruptedException {
        states.forEach(this::count);
        for (List<UnpurchasedRow> page = unpurchased.after(0);
                !page.isEmpty();
                page = unpurchased.after(page.get(page.size() - 1).key().row())) {
            for (UnpurchasedRow row : page) {
                lookUps.add(new EarlierRowLookup.WantedRow(WantedInput.of(row), row.outputs()));
            }
        }
        lookUps.finish();
    }

    /** Counts rows of a run that is through. */
    void finished(Map<RowState, Long> states) {
        states.forEach(this::count);
    }

    private void count(RowState state, long rows) {
        total += rows;
        switch (state) {
            case PENDING -> {}
            case REJECTED -> invalid += rows;
            case FOLLOWER -> equal += rows;
            case UNKNOWN, SUBMITTING -> unknown += rows;
            case SUBMITTED, COMPLETED, TIMED_OUT, DOWNLOAD_FAILED -> collecting += rows;
            case SUCCEEDED, REUSED, FAILED, CANCELLED -> done += rows;
        }
    }

    /** Takes only the warnings of rows that are counted otherwise. */
    void warnings(ManifestReader reader, RowPreparer preparer, @Nullable Long most) throws IOException {
        preparer.warnings().forEach(warnings);
        long rows = 0;
        for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
            if (most != null && ++rows > most) {
                return;
            }
            preparer.prepare(row).warnings().forEach(warnings);
        }
    }

    private @Nullable ManifestRow next(ManifestReader reader, @Nullable Long most) throws IOException {
        return most != null && total >= most ? null : reader.read();
    }

    PlannedRows rows() {
        long toBuy = lookUps.demands().values().stream()
                .mapToLong(EarlierRowLookup.ModelDemand::requests)
                .sum();
        return new PlannedRows(
                total,
                invalid,
                duplicateIds,
                equal,
                lookUps.reusable(),
                lookUps.fetchedAgain(),
                lookUps.takenOver(),
                unknown + lookUps.unknown(),
                collecting,
                done,
                toBuy);
    }

    PlannedSources sources() {
        return sources == null ? PlannedSources.NONE : sources.planned();
    }

    WarningGroups warnings() {
        return warnings;
    }
}
