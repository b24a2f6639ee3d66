package dev.darkroom.manifest.choice;

import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.preparation.RowId;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a manifest that a job is about: each as often as it has variants, of these the chosen ones, and each of them
 * as often as it has candidates, counted from 1. Thread-safe.
 */
public final class ChosenRows implements ManifestReader.Layer {

    private final Manifest manifest;
    private final RowChoice choice;
    private final int variants;
    private final CandidateList candidates;
    private final RowId ids;
    private final char decimal;
    private @Nullable BitSet sampled;

    /**
     * @param manifest all of its rows
     * @param variants how many are made of each row
     * @param candidates what each chosen row is tried with
     * @param ids of the rows
     * @param decimal the decimal point of numbers in cells
     */
    public ChosenRows(
            Manifest manifest, RowChoice choice, int variants, CandidateList candidates, RowId ids, char decimal) {
        this.manifest = manifest;
        this.choice = choice;
        this.variants = variants;
        this.candidates = candidates;
        this.ids = ids;
        this.decimal = decimal;
    }

    @Override
    public ManifestReader over(ManifestReader rows) throws IOException {
        ManifestReader made = variants > 1 ? new VariantReader(rows, variants, manifest.name()) : rows;
        ManifestReader chosen = choice.isAll() ? made : chosen(made);
        return candidates.isEmpty() ? chosen : new CandidateReader(chosen, candidates, manifest.name());
    }

    private ManifestReader chosen(ManifestReader made) throws IOException {
        Integer sample = choice.sample();
        BitSet only = sample == null ? null : sampled(sample);
        return new ChosenRowsReader(made, row -> only == null ? isChosen(row) : only.get((int) row.number()));
    }

    @Override
    public String description() {
        RowIdList list = choice.ids();
        String written = choice.message() + "\n" + (list == null ? "" : list.sha256()) + "\n" + ids.columns() + decimal;
        return (variants == 1 ? "" : variants + " variants ")
                + (choice.isAll() ? "" : Sha256.hex(written))
                + (candidates.isEmpty() ? "" : " candidates " + Sha256.hex(candidates.description()));
    }

    /**
     * Reads the manifest for the ids that rows are chosen by.
     *
     * @return those that no row has
     */
    public Set<String> missingIds() throws IOException {
        RowIdList list = choice.ids();
        if (list == null) {
            return Set.of();
        }
        Set<String> missing = new LinkedHashSet<>(list.ids());
        try (ManifestReader rows = all().open()) {
            for (ManifestRow row = rows.read(); row != null && !missing.isEmpty(); row = rows.read()) {
                missing.remove(ids.of(row));
                missing.remove(ids.ofAllVariants(row));
            }
        }
        return missing;
    }

    private Manifest all() {
        return manifest.with(new ChosenRows(manifest, RowChoice.ALL, variants, CandidateList.NONE, ids, decimal));
    }

    private synchronized BitSet sampled(int most) throws IOException {
        BitSet known = sampled;
        if (known == null) {
            known = RowSample.among(RowSample.candidates(all(), this::isChosen), most, choice.seed());
            sampled = known;
        }
        return known;
    }

    /** A row that cannot be read may be one that a condition means: nobody can tell, so it is among the rows, and rejected. */
    private boolean isChosen(ManifestRow row) {
        RowNumbers numbers = choice.numbers();
        RowIdList list = choice.ids();
        Condition where = choice.where();
        return (numbers == null || numbers.has(row.place()))
                && (list == null || list.has(ids.of(row)) || list.has(ids.ofAllVariants(row)))
                && (where == null || row.broken() != null || where.holds(lookup(row)));
    }

    private CellLookup lookup(ManifestRow row) {
        return new CellLookup() {
            @Override
            public List<String> values(String column) {
                return List.of(CellTexts.text(row.cells().path(column)).strip());
            }

            @Override
            public char decimal() {
                return decimal;
            }
        };
    }
}
