package dev.darkroom.runs;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.choice.CellLookup;
import dev.darkroom.manifest.choice.Condition;
import dev.darkroom.manifest.choice.Condition.NamedColumn;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.manifest.choice.RowChoiceCheck;
import dev.darkroom.manifest.choice.RowIdList;
import dev.darkroom.manifest.choice.RowNumbers;
import dev.darkroom.manifest.choice.RowSample;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds rows of a run: by the columns of its manifest, and by {@code status} and {@code flag}, which are what became of them.
 * A row in memory at a time.
 */
public final class RowFinder {

    private static final String STATUS = "status";
    private static final String FLAG = "flag";

    private final RunOutcomes outcomes;
    private final Manifest manifest;
    private final char decimal;

    /**
     * @param manifest the run's copy
     * @param decimal the decimal point of numbers in its cells
     */
    public RowFinder(DataSource dataSource, JsonMapper json, RunRecord run, Manifest manifest, char decimal) {
        this.outcomes = new RunOutcomes(dataSource, json, run);
        this.manifest = manifest;
        this.decimal = decimal;
    }

    /**
     * Finds rows of a run of a workspace, whose lock the caller holds.
     *
     * @return their numbers in the run
     * @throws ManifestException as {@link #find} does, and if there are none
     */
    public static BitSet in(Workspace workspace, RecordedJob recorded, RowChoice choice, JsonMapper json)
            throws IOException {
        return LedgerReading.read(workspace, true, json, database -> {
            RunRecord run = new RunStore(database.dataSource(), json)
                    .find(recorded.run())
                    .orElseThrow();
            JobSpec job = recorded.job();
            Manifest copy =
                    new RunFolder(workspace, database.dataSource(), run.id(), json).manifest(job, run.manifest());
            return new RowFinder(
                            database.dataSource(), json, run, copy, job.csv().decimal())
                    .findAny(choice, run.id());
        });
    }

    /**
     * Finds the rows that are meant, of which there must be one.
     *
     * @return their numbers in the run
     * @throws ManifestException as {@link #find} does, and if there are none
     */
    public BitSet findAny(RowChoice choice, String run) throws IOException {
        BitSet found = find(choice);
        if (found.isEmpty()) {
            throw new ManifestException(List.of(problem(
                    "--where",
                    ErrorCode.BAD_OPTION,
                    "no row of the run " + run + " is chosen: " + choice.message(),
                    "Compare with its results.csv; letters of values count as they are written")));
        }
        return found;
    }

    /**
     * Finds the rows that are meant.
     *
     * @return their numbers in the run
     * @throws ManifestException if the condition names a column, or the list an id, that the run does not have
     */
    public BitSet find(RowChoice choice) throws IOException {
        BitSet found = new BitSet();
        Set<String> missing = new LinkedHashSet<>(
                choice.ids() == null ? Set.of() : choice.ids().ids());
        try (ManifestReader reader = manifest.open()) {
            ManifestRow row = null;
            for (RowOutcome outcome : outcomes) {
                while (row == null || row.number() < outcome.number()) {
                    row = reader.read();
                    if (row == null) {
                        throw new IOException("the run's copy of the manifest ends before row " + outcome.number());
                    }
                }
                missing.remove(outcome.id());
                found.set((int) outcome.number(), isMeant(choice, row, outcome));
            }
            refuseUnknown(choice, reader.columns(), missing);
        }
        Integer sample = choice.sample();
        return sample == null ? found : RowSample.among(found, sample, choice.seed());
    }

    private boolean isMeant(RowChoice choice, ManifestRow row, RowOutcome outcome) {
        RowNumbers numbers = choice.numbers();
        RowIdList ids = choice.ids();
        Condition where = choice.where();
        return (numbers == null || numbers.has(row.place()))
                && (ids == null || ids.has(outcome.id()))
                && (where == null || where.holds(lookup(row, outcome)));
    }

    private CellLookup lookup(ManifestRow row, RowOutcome outcome) {
        return new CellLookup() {
            @Override
            public List<String> values(String column) {
                return switch (column) {
                    case STATUS -> List.of(outcome.status().keyword());
                    case FLAG -> flags(outcome);
                    default -> List.of(CellTexts.text(row.cells().path(column)).strip());
                };
            }

            @Override
            public char decimal() {
                return decimal;
            }
        };
    }

    /** Returns the flags by their keywords, and as the results have them, with their figures. */
    private static List<String> flags(RowOutcome outcome) {
        return outcome.flags().isEmpty()
                ? List.of("")
                : outcome.flags().stream()
                        .flatMap(flag -> Stream.of(flag.replaceFirst("=.*", ""), flag))
                        .toList();
    }

    private void refuseUnknown(RowChoice choice, List<String> columns, Set<String> missing) {
        List<InputProblem> problems = new ArrayList<>();
        List<String> known = new ArrayList<>(columns);
        known.addAll(List.of(STATUS, FLAG));
        Condition where = choice.where();
        for (NamedColumn column : where == null ? List.<NamedColumn>of() : RowChoiceCheck.unknown(where, known)) {
            problems.add(problem(
                    "--where",
                    ErrorCode.UNKNOWN_COLUMN,
                    "the run has no column " + column.name() + ", at character " + column.character(),
                    RowChoiceCheck.instead(column.name(), known)));
        }
        RowChoiceCheck.missing(missing, manifest.name())
                .forEach(each -> problems.add(problem("--ids", ErrorCode.BAD_OPTION, each.message(), each.remedy())));
        if (!problems.isEmpty()) {
            throw new ManifestException(problems);
        }
    }

    private static InputProblem problem(String option, ErrorCode code, String message, String remedy) {
        return new InputProblem(option, 0, null, code, message, remedy, false);
    }
}
