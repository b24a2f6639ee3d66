package dev.darkroom.manifest.choice;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ReaderOverReader;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.candidate.RowCandidate;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row for each candidate of each row, with the candidate's number in the column {@code candidate}. A row that has a
 * number there is that candidate alone, as in a manifest that was written from a run's rows. A row that cannot be read stays
 * one.
 */
final class CandidateReader extends ReaderOverReader {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final CandidateList candidates;
    private final String file;
    private @Nullable ManifestRow source;
    private int made;
    private long read;

    CandidateReader(ManifestReader rows, CandidateList candidates, String file) {
        super(rows);
        this.candidates = candidates;
        this.file = file;
    }

    @Override
    public List<String> columns() {
        return Stream.concat(super.columns().stream(), candidates.columns().stream())
                .distinct()
                .toList();
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        ManifestRow row = source;
        if (row == null) {
            row = next();
            if (row == null) {
                return null;
            }
            if (row.broken() != null) {
                return row.at(++read);
            }
            String own = CellTexts.text(row.cells().path(RowCandidate.COLUMN)).strip();
            if (!own.isEmpty()) {
                return named(row, own);
            }
            source = row;
            made = 0;
        }
        made++;
        if (made == candidates.count()) {
            source = null;
        }
        return of(row, candidates.get(made, false));
    }

    private ManifestRow named(ManifestRow row, String own) {
        if (NUMBER.matcher(own).matches() && Integer.parseInt(own) <= candidates.count()) {
            return of(row, candidates.get(Integer.parseInt(own), true));
        }
        InputProblem problem = new InputProblem(
                file,
                row.line(),
                RowCandidate.COLUMN,
                ErrorCode.OUT_OF_RANGE,
                "candidate is \"" + own + "\", and a row is tried with " + candidates.count() + " candidates",
                "Leave it empty for all of them, or write one's number; rename the column if it means something else",
                false);
        return row.at(++read).broken(problem);
    }

    private ManifestRow of(ManifestRow row, RowCandidate candidate) {
        var cells = row.cells().deepCopy();
        cells.put(RowCandidate.COLUMN, Integer.toString(candidate.number()));
        if (candidate.prompt() != null) {
            cells.put(RowCandidate.PROMPT_COLUMN, candidate.prompt());
        }
        return row.at(++read).of(candidate, cells);
    }
}
