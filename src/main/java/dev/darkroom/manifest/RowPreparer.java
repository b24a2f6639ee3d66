package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.RequestInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a manifest's rows into what would be sent, checked against their models. Keeps nothing between rows;
 * thread-safe. Second rows of an id are not seen here but by {@link DuplicateIds}.
 */
public final class RowPreparer {

    private final JobInput job;
    private final ManifestSurvey survey;
    private final ModelCatalog catalog;
    private final RowId ids;
    private final KeptColumns kept;
    /** Columns and keys of the job's input that some model of this run takes, so that others' rows may miss them. */
    private final Set<String> inputs;

    public RowPreparer(JobInput job, ManifestSurvey survey, ModelCatalog catalog) {
        this.job = Objects.requireNonNull(job, "job is null");
        this.survey = Objects.requireNonNull(survey, "survey is null");
        this.catalog = Objects.requireNonNull(catalog, "catalog is null");
        ids = new RowId(job.columns().id());
        Set<String> taken = ModelsInUse.of(job, survey, catalog).inputs();
        kept = new KeptColumns(job, survey.columns(), taken);
        inputs = new LinkedHashSet<>();
        survey.columns().stream().filter(job::reads).forEach(inputs::add);
        inputs.addAll(job.input().propertyNames());
        inputs.retainAll(taken);
    }

    /** Returns the problems that make the job unfit for this manifest as a whole; empty if its rows can be prepared. */
    public List<JobInputProblem> problems() {
        return JobInputCheck.problems(job, survey, catalog);
    }

    /** Returns the columns that go into the results, in order. */
    public List<String> keptColumns() {
        return kept.names();
    }

    /** Prepares one row; whatever is wrong with it is said in the row. */
    public PreparedRow prepare(ManifestRow row) {
        return prepare(row, false);
    }

    /**
     * Prepares one row as {@link #prepare} does, but also works out what an invalid row would send if it were valid, as
     * far as that goes.
     */
    public PreparedRow prepareAnyhow(ManifestRow row) {
        return prepare(row, true);
    }

    private PreparedRow prepare(ManifestRow row, boolean anyhow) {
        RowFindings findings = new RowFindings(survey.file(), row.line());
        InputProblem broken = row.broken();
        if (broken != null) {
            findings.problems.add(broken);
            return rejected(row, null, findings);
        }
        RowId.RowIdFault fault = ids.fault(row);
        if (fault != null) {
            findings.problem(String.join(",", ids.columns()), fault.code(), fault.message(), fault.remedy());
        }
        ImageModel model = model(row, findings).orElse(null);
        return model == null ? rejected(row, null, findings) : prepare(row, model, findings, anyhow);
    }

    private Optional<ImageModel> model(ManifestRow row, RowFindings findings) {
        String own = job.reads(ModelsInUse.COLUMN)
                ? CellTexts.text(row.cells().path(ModelsInUse.COLUMN)).strip()
                : "";
        String id = own.isEmpty() ? job.model() : own;
        if (id == null) {
            findings.problem(
                    ModelsInUse.COLUMN,
                    ErrorCode.MISSING_MODEL,
                    "the row names no model",
                    "Fill in model, here or in the job");
            return Optional.empty();
        }
        Optional<ImageModel> model = catalog.find(id);
        if (model.isEmpty()) {
            findings.problem(
                    own.isEmpty() ? null : ModelsInUse.COLUMN,
                    ErrorCode.UNKNOWN_MODEL,
                    "the model " + id + " is not known",
                    catalog.insteadOf(id));
        }
        return model;
    }

    private PreparedRow prepare(ManifestRow row, ImageModel model, RowFindings findings, boolean anyhow) {
        RowInputBuilder given = RowInputBuilder.of(row.cells(), model, job);
        ObjectNode input = model.complete(given.values());
        for (InputFinding finding : model.check(input)) {
            findings.problems.add(findings.of(given, finding, false));
        }
        for (InputFinding finding : model.warnings(input)) {
            findings.warnings.add(findings.of(given, finding, true));
        }
        warnOfOtherModelsInputs(row, model, findings);
        if (!findings.problems.isEmpty() && !anyhow) {
            return rejected(row, model.id(), findings);
        }
        InputKey key = InputKey.of(model.id(), input);
        if (model.hasInput(InputNames.SEED) && !input.has(InputNames.SEED)) {
            input.put(InputNames.SEED, Math.toIntExact(key.seed()));
        }
        return row(row, model.id(), input, key.hex(), new RequestInput(input).seed(), findings);
    }

    private void warnOfOtherModelsInputs(ManifestRow row, ImageModel model, RowFindings findings) {
        for (String name : inputs) {
            if (model.hasInput(name)) {
                continue;
            }
            String message = name + " is not an input of " + model.id() + " and is not sent";
            if (job.reads(name) && !CellTexts.isEmpty(row.cells().path(name))) {
                findings.warning(name, ErrorCode.NOT_AN_INPUT, message, "Leave it empty in this row");
            } else if (job.input().has(name)) {
                findings.warning(
                        null, ErrorCode.NOT_AN_INPUT, message, "Move it from the job's input to the rows that need it");
            }
        }
    }

    private PreparedRow rejected(ManifestRow row, @Nullable String model, RowFindings findings) {
        return row(row, model, null, null, null, findings);
    }

    private PreparedRow row(
            ManifestRow row,
            @Nullable String model,
            @Nullable ObjectNode input,
            @Nullable String inputKey,
            @Nullable Long seed,
            RowFindings findings) {
        String redoOf = CellTexts.text(row.cells().path(RedoColumns.REDO_OF)).strip();
        return new PreparedRow(
                row.number(),
                row.line(),
                ids.of(row),
                model,
                input,
                inputKey,
                seed,
                kept.of(row.cells()),
                redoOf.isEmpty() ? null : redoOf,
                findings.problems,
                findings.warnings);
    }

    /** The findings in one row. */
    private static final class RowFindings {

        private final String file;
        private final long line;
        private final List<InputProblem> problems = new ArrayList<>();
        private final List<InputProblem> warnings = new ArrayList<>();

        private RowFindings(String file, long line) {
            this.file = file;
            this.line = line;
        }

        private InputProblem of(RowInputBuilder given, InputFinding finding, boolean warning) {
            String column = given.column(finding.field());
            return new InputProblem(file, line, column, finding.code(), finding.message(), finding.remedy(), warning);
        }

        private void problem(@Nullable String column, ErrorCode code, String message, String remedy) {
            problems.add(new InputProblem(file, line, column, code, message, remedy, false));
        }

        private void warning(@Nullable String column, ErrorCode code, String message, String remedy) {
            warnings.add(new InputProblem(file, line, column, code, message, remedy, true));
        }
    }
}
