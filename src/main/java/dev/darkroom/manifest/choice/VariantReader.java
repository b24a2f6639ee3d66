package dev.darkroom.manifest.choice;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestRow.RowVariant;
import dev.darkroom.manifest.ReaderOverReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes several rows of each, with their number in the column {@code variant}. A row that has a number there is that variant
 * alone, as in a manifest that was written from a run's rows. A row that cannot be read stays one.
 */
final class VariantReader extends ReaderOverReader {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final int variants;
    private final String file;
    private @Nullable ManifestRow source;
    private int made;
    private long read;

    VariantReader(ManifestReader rows, int variants, String file) {
        super(rows);
        this.variants = variants;
        this.file = file;
    }

    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>(super.columns());
        if (!columns.contains(ManifestRow.VARIANT)) {
            columns.add(ManifestRow.VARIANT);
        }
        return columns;
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        ManifestRow row = source;
        if (row == null) {
            row = next();
            if (row == null) {
                return null;
            }
            String own = CellTexts.text(row.cells().path(ManifestRow.VARIANT)).strip();
            if (row.broken() != null || !own.isEmpty()) {
                return row.broken() != null ? row.at(++read) : named(row, own);
            }
            source = row;
            made = 0;
        }
        made++;
        if (made == variants) {
            source = null;
        }
        return variant(row, new RowVariant(made, false), null);
    }

    private ManifestRow named(ManifestRow row, String own) {
        boolean isKnown = NUMBER.matcher(own).matches() && Integer.parseInt(own) <= variants;
        if (isKnown) {
            return variant(row, new RowVariant(Integer.parseInt(own), true), null);
        }
        InputProblem problem = new InputProblem(
                file,
                row.line(),
                ManifestRow.VARIANT,
                ErrorCode.OUT_OF_RANGE,
                "variant is \"" + own + "\", and the job makes " + variants + " variants of a row",
                "Leave it empty for all of them, or write one's number; rename the column if it means something else",
                false);
        return variant(row, null, problem);
    }

    private ManifestRow variant(ManifestRow row, @Nullable RowVariant variant, @Nullable InputProblem problem) {
        var cells = row.cells().deepCopy();
        if (variant != null) {
            cells.put(ManifestRow.VARIANT, Integer.toString(variant.number()));
        }
        return new ManifestRow(++read, row.line(), cells, problem, row.doubts(), row.file(), row.place(), variant);
    }
}
