package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.RowDoubt;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.RequestInput;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.picture.LocalPictureException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
    private final UsedColumns columns;
    private final RowModel models;
    private final RowWarnings doubts;
    private final NearColumns near;
    private final FaultyJobParts told;
    private final SourceCheck sources;

    public RowPreparer(JobInput job, ManifestSurvey survey, ModelCatalog catalog) {
        this(job, survey, catalog, FaultyJobParts.NONE, SourceCheck.NONE);
    }

    private RowPreparer(
            JobInput job, ManifestSurvey survey, ModelCatalog catalog, FaultyJobParts told, SourceCheck sources) {
        this.told = told;
        this.sources = sources;
        this.job = Objects.requireNonNull(job, "job is null");
        this.survey = Objects.requireNonNull(survey, "survey is null");
        this.catalog = Objects.requireNonNull(catalog, "catalog is null");
        ids = new RowId(job.columns().id());
        ModelsInUse inUse = ModelsInUse.of(job, survey, catalog);
        near = new NearColumns(job, survey, inUse);
        kept = new KeptColumns(job, survey.columns(), inUse.inputs());
        columns = UsedColumns.of(job, survey.columns(), ids, inUse.inputs());
        models = new RowModel(job, catalog, told.model());
        doubts = new RowWarnings(job, told, columns);
    }

    /** Returns the problems that make the job unfit for this manifest as a whole; empty if its rows can be prepared. */
    public List<JobInputProblem> problems() {
        return JobInputCheck.problems(job, survey, catalog);
    }

    /**
     * Returns a preparer whose rows are found at fault for nothing that follows from {@link #problems}. What it makes of
     * a row is not to be sent.
     */
    public RowPreparer besideProblems() {
        FaultyJobParts faulty = FaultyJobParts.of(problems(), ModelsInUse.inputsOf(catalog.all()));
        return new RowPreparer(job, survey, catalog, faulty, sources);
    }

    /** Returns whether a row may ask for a size like its source's. */
    public boolean mayWantLikeSource() {
        JsonNode size = job.input().path(InputNames.IMAGE_SIZE);
        boolean given = survey.columns().contains(InputNames.IMAGE_SIZE) && job.reads(InputNames.IMAGE_SIZE);
        return given
                || SourceCheck.wantsLikeSource(job.input())
                || !ColumnTemplate.columns(size).isEmpty();
    }

    /** Returns a preparer that holds rows to what is known of their sources. */
    public RowPreparer with(SourceCheck known) {
        return new RowPreparer(job, survey, catalog, told, known);
    }

    /** Returns what is known of the manifest. */
    public ManifestSurvey survey() {
        return survey;
    }

    /** Returns what the user may not have meant with the manifest as a whole. */
    public List<InputProblem> warnings() {
        return Stream.concat(survey.warnings().stream(), near.warnings().stream())
                .toList();
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

    /**
     * Returns the input that a row's key is made of, which has its addresses as they were given and no seed but the row's
     * own; empty for a row that cannot be read or has no model.
     */
    public Optional<ObjectNode> keyedInput(ManifestRow row) {
        if (row.broken() != null) {
            return Optional.empty();
        }
        return models.of(row, findings(row))
                .map(model -> model.asKeyed(
                        sources.sized(
                                RowInputBuilder.of(row, model, job).whole(row, model, job, (name, fault) -> {}), model),
                        job.ignoredQuery()));
    }

    private RowFindings findings(ManifestRow row) {
        return new RowFindings(row.file() == null ? survey.file() : row.file(), row.line());
    }

    private PreparedRow prepare(ManifestRow row, boolean anyhow) {
        RowFindings findings = findings(row);
        InputProblem broken = row.broken();
        if (broken != null) {
            findings.add(broken);
            return rejected(row, null, findings);
        }
        for (RowDoubt doubt : row.doubts()) {
            findings.add(doubt.concerns(columns.all()) ? doubt.fault().asError() : doubt.fault());
        }
        if (findings.reject()) {
            return rejected(row, null, findings);
        }
        RowId.RowIdFault fault = ids.fault(row);
        if (fault != null && !told.id()) {
            findings.problem(String.join(",", ids.columns()), fault.code(), fault.message(), fault.remedy());
        }
        for (String column : job.columns().required()) {
            boolean known = !told.required() || survey.columns().contains(column);
            if (known && CellTexts.isEmpty(row.cells().path(column))) {
                findings.problem(
                        column,
                        ErrorCode.MISSING_VALUE,
                        column + " is empty, and columns.required names it",
                        "Fill it in, or leave the row out");
            }
        }
        doubts.ofWords(row, findings);
        ImageModel model = models.of(row, findings).orElse(null);
        return model == null ? rejected(row, null, findings) : prepare(row, model, findings, anyhow);
    }

    private PreparedRow prepare(ManifestRow row, ImageModel model, RowFindings findings, boolean anyhow) {
        RowInputBuilder given = RowInputBuilder.of(row, model, job);
        ObjectNode wanted = given.whole(row, model, job, (name, fault) -> unlessTold(name, given, fault, findings));
        ObjectNode whole = sources.sized(wanted, model);
        ManifestRow.RowVariant variant = row.variant();
        boolean named = job.reads(ModelsInUse.COLUMN) && survey.columns().contains(ModelsInUse.COLUMN);
        if (variant != null && named && !model.hasInput(InputNames.SEED)) {
            findings.problem(
                    ModelsInUse.COLUMN,
                    ErrorCode.NOT_AN_INPUT,
                    model.id() + " takes no seed, by which variants of a row differ",
                    "Name a model that does, or give such rows a job of their own, without variants");
        }
        ObjectNode input = model.asSent(whole);
        model.check(job.checkable(model, input)).stream()
                .filter(finding -> !told.inputs().contains(finding.field()))
                .forEach(finding -> findings.add(given, named(finding), false));
        model.warnings(input).stream()
                .filter(finding -> !told.inputs().contains(finding.field()))
                .filter(finding -> !isBesideThePoint(finding, wanted, input, model))
                .forEach(finding -> findings.add(given, finding, true));
        sources.check(SourceCheck.wantsLikeSource(wanted), input, model)
                .forEach(found -> findings.add(given, found.finding(), !found.rejects()));
        doubts.ofEmpties(row, given, findings);
        doubts.ofOtherModelsInputs(row, model, findings);
        if (findings.reject() && !anyhow) {
            return rejected(row, model.id(), findings);
        }
        InputKey key = InputKey.of(model.id(), model.asKeyed(whole, job.ignoredQuery()));
        if (model.hasInput(InputNames.SEED) && !input.has(InputNames.SEED)) {
            input.put(InputNames.SEED, Math.toIntExact(key.seed()));
        }
        return row(row, model.id(), input, key.hex(), new RequestInput(input).seed(), findings);
    }

    /** Returns whether a warning of a square is for a row whose source is square, or that asked for the source's size. */
    private boolean isBesideThePoint(InputFinding finding, ObjectNode wanted, ObjectNode input, ImageModel model) {
        return finding.code().equals(ErrorCode.SQUARE_DEFAULT.code())
                && (SourceCheck.wantsLikeSource(wanted) || sources.isSquare(input, model));
    }

    private void unlessTold(String name, RowInputBuilder given, LocalPictureException fault, RowFindings findings) {
        if (!told.inputs().contains(name)) {
            findings.problem(given.column(name), fault.code(), fault.message(), fault.remedy());
        }
    }

    /** Names the column that was probably meant for an input that is missing. */
    private InputFinding named(InputFinding finding) {
        String column = finding.code().equals(ErrorCode.MISSING_INPUT.code()) ? near.of(finding.field()) : null;
        if (column == null) {
            return separated(finding);
        }
        return new InputFinding(
                finding.field(),
                finding.path(),
                finding.code(),
                finding.message() + "; the manifest has a column " + column,
                "Write " + near.line(finding.field(), column) + " below input in the job file");
    }

    /** Names the job's own separator in a remedy. */
    private InputFinding separated(InputFinding finding) {
        return new InputFinding(
                finding.field(),
                finding.path(),
                finding.code(),
                finding.message(),
                PictureAddress.remedyWith(job.columns().separator().shown(), finding.remedy()));
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
                findings.problems(),
                findings.warnings());
    }
}
