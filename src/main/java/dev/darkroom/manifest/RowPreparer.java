package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.RequestInput;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.picture.LocalPictureException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Turns a manifest's rows into what would be sent, checked against their models. Keeps nothing between rows;
 * thread-safe. Second rows of an id are not seen here but by {@link DuplicateIds}.
 */
public final class RowPreparer {

    private static final String FILL_IN =
            "Fill it in, or name the column in columns.fill-down to take the cell above, or in columns.required to have"
                    + " such rows rejected";

    private final JobInput job;
    private final ManifestSurvey survey;
    private final ModelCatalog catalog;
    private final RowId ids;
    private final KeptColumns kept;
    /** Columns and keys of the job's input that some model of this run takes, so that others' rows may miss them. */
    private final Set<String> inputs;
    /** The manifest's columns that ids, templates and inputs are made of. */
    private final Set<String> read;

    /** Those, and the ones for which the job has a rule of its own. */
    private final Set<String> used;

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
        ModelsInUse models = ModelsInUse.of(job, survey, catalog);
        Set<String> taken = models.inputs();
        near = new NearColumns(job, survey, models);
        kept = new KeptColumns(job, survey.columns(), taken);
        inputs = new LinkedHashSet<>();
        survey.columns().stream().filter(job::reads).forEach(inputs::add);
        inputs.addAll(job.input().propertyNames());
        inputs.retainAll(taken);
        read = new LinkedHashSet<>(ids.columns());
        job.input().forEach(template -> read.addAll(ColumnTemplate.columns(template)));
        survey.columns().stream().filter(inputs::contains).forEach(read::add);
        read.retainAll(survey.columns());
        used = new LinkedHashSet<>(read);
        used.addAll(job.columns().required());
        used.addAll(job.columns().fillDown());
        Optional.ofNullable(job.columns().fillWithin()).ifPresent(used::add);
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
        return model(row, findings(row))
                .map(model -> model.asKeyed(
                        sources.sized(
                                RowInputBuilder.of(row.cells(), model, job).whole(row, model, job, (name, fault) -> {}),
                                model),
                        job.ignoredQuery()));
    }

    private RowFindings findings(ManifestRow row) {
        return new RowFindings(row.file() == null ? survey.file() : row.file(), row.line());
    }

    private PreparedRow prepare(ManifestRow row, boolean anyhow) {
        RowFindings findings = findings(row);
        InputProblem broken = row.broken();
        if (broken != null) {
            findings.problems.add(broken);
            return rejected(row, null, findings);
        }
        for (RowDoubt doubt : row.doubts()) {
            (doubt.concerns(used) ? findings.problems : findings.warnings).add(doubt.fault());
        }
        if (!findings.problems.isEmpty()) {
            findings.problems.replaceAll(InputProblem::asError);
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
        warnOfWords(row, findings);
        ImageModel model = model(row, findings).orElse(null);
        return model == null ? rejected(row, null, findings) : prepare(row, model, findings, anyhow);
    }

    private Optional<ImageModel> model(ManifestRow row, RowFindings findings) {
        String own = job.reads(ModelsInUse.COLUMN)
                ? CellTexts.text(row.cells().path(ModelsInUse.COLUMN)).strip()
                : "";
        String id = own.isEmpty() ? job.model() : own;
        if (id == null) {
            if (!told.model()) {
                findings.problem(
                        ModelsInUse.COLUMN,
                        ErrorCode.MISSING_MODEL,
                        "the row names no model",
                        "Fill in model, here or in the job");
            }
            return Optional.empty();
        }
        Optional<ImageModel> model = catalog.find(id);
        if (model.isEmpty() && !(own.isEmpty() && told.model())) {
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
                .forEach(finding -> findings.problems.add(findings.of(given, named(finding), false)));
        model.warnings(input).stream()
                .filter(finding -> !told.inputs().contains(finding.field()))
                .filter(finding -> !isBesideThePoint(finding, wanted, input, model))
                .forEach(finding -> findings.warnings.add(findings.of(given, finding, true)));
        sources.check(SourceCheck.wantsLikeSource(wanted), input, model)
                .forEach(found -> (found.rejects() ? findings.problems : findings.warnings)
                        .add(findings.of(given, found.finding(), !found.rejects())));
        warnOfEmpties(row, given, findings);
        warnOfOtherModelsInputs(row, model, findings);
        if (!findings.problems.isEmpty() && !anyhow) {
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

    private void warnOfEmpties(ManifestRow row, RowInputBuilder given, RowFindings findings) {
        given.empties().forEach((column, empty) -> {
            List<String> names =
                    empty.stream().filter(name -> !told.inputs().contains(name)).toList();
            if (!names.isEmpty()) {
                String are = names.size() == 1 ? " is" : " are";
                findings.warning(
                        column,
                        ErrorCode.EMPTY_IN_TEMPLATE,
                        column + " is empty, and " + String.join(" and ", names) + are + " sent without it",
                        FILL_IN);
            }
        });
        String id = told.id() ? null : job.columns().id();
        if (id != null) {
            for (String column : ColumnTemplate.emptyColumns(StringNode.valueOf(id), row.cells())) {
                String message = column + " is empty, and the id is made without it";
                findings.warning(column, ErrorCode.EMPTY_IN_TEMPLATE, message, FILL_IN);
            }
        }
    }

    private void warnOfWords(ManifestRow row, RowFindings findings) {
        for (String column : read) {
            JsonNode cell = row.cells().path(column);
            String meaning = cell.isString() ? SpreadsheetWords.meaning(cell.stringValue()) : null;
            if (meaning != null) {
                findings.warning(
                        column,
                        ErrorCode.SPREADSHEET_WORD,
                        column + " is \"" + cell.stringValue().strip() + "\", " + meaning,
                        "Write the value, or leave the cell empty");
            }
        }
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
