package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.manifest.ManifestFormat;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SourceCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Checks a job against the manifest it is for: what is wrong here would be wrong in every row. */
final class JobInputCheck {

    private static final int MAX_LISTED = 20;

    private final JobInput job;
    private final ManifestSurvey survey;
    private final ModelCatalog catalog;
    private final List<JobInputProblem> problems = new ArrayList<>();

    private JobInputCheck(JobInput job, ManifestSurvey survey, ModelCatalog catalog) {
        this.job = job;
        this.survey = survey;
        this.catalog = catalog;
    }

    static List<JobInputProblem> problems(JobInput job, ManifestSurvey survey, ModelCatalog catalog) {
        JobInputCheck check = new JobInputCheck(job, survey, catalog);
        check.model();
        check.inputs();
        new CandidateCheck(job, survey, catalog, check.problems::add).check();
        check.columns();
        check.variants();
        check.doubled();
        return List.copyOf(check.problems);
    }

    private void model() {
        String model = job.model();
        if (model != null && catalog.find(model).isEmpty()) {
            add("/model", ErrorCode.UNKNOWN_MODEL, "the model " + model + " is not known", catalog.insteadOf(model));
        }
        boolean isTried = !job.candidates().models().isEmpty();
        if (model == null && !isTried && !rowsNameModels() && !withoutColumns()) {
            String message = "neither the job nor the manifest names a model";
            add("/model", ErrorCode.NO_MODEL, message, "Give the job a model, or the manifest a column model");
        }
    }

    private boolean rowsNameModels() {
        return job.reads(ModelsInUse.COLUMN) && survey.columns().contains(ModelsInUse.COLUMN);
    }

    private void inputs() {
        ModelsInUse inUse = ModelsInUse.of(job, survey, catalog);
        // Some rows of a manifest may be those without the model that an input is there for.
        boolean any = inUse.isEmpty() || (rowsNameModels() && KeptColumns.ofSomeRows(survey.columns()));
        Set<String> known = any ? ModelsInUse.inputsOf(catalog.all()) : inUse.inputs();
        job.input().forEachEntry((name, template) -> {
            String pointer = pointer("/input", name);
            if (!known.contains(name)) {
                add(
                        pointer,
                        ErrorCode.UNKNOWN_INPUT,
                        "no model of this job has an input " + name,
                        instead(name, known));
            }
            templates(pointer, template);
        });
        job.candidates()
                .prompts()
                .forEach(prompt -> templates(
                        "/candidates/prompts/" + job.candidates().prompts().indexOf(prompt),
                        StringNode.valueOf(prompt)));
        if (!rowsNameModels()) {
            inUse.all().forEach(this::constants);
        }
    }

    private void templates(String pointer, JsonNode template) {
        if (template.isString()) {
            torn(pointer, template.stringValue());
            ColumnTemplate.columns(template).forEach(column -> column(pointer, column));
        } else if (template.isArray()) {
            for (int index = 0; index < template.size(); index++) {
                templates(pointer + "/" + index, template.path(index));
            }
        } else {
            template.forEachEntry((name, part) -> templates(pointer(pointer, name), part));
        }
    }

    /**
     * Checks values without a column in them; they are the same in every row, so the job file is the place to mend
     * them.
     */
    private void constants(ImageModel model) {
        for (Map.Entry<String, JsonNode> entry : job.input().properties()) {
            String name = entry.getKey();
            JsonNode value = ColumnTemplate.columns(entry.getValue()).isEmpty()
                    ? ColumnTemplate.expand(
                            entry.getValue(),
                            JsonNodeFactory.instance.objectNode(),
                            job.columns().separator())
                    : null;
            if (value == null || !model.hasInput(name)) {
                continue;
            }
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            input.set(name, job.convert(model, name, value));
            ObjectNode referring = job.refer(
                    model,
                    SourceCheck.NONE.sized(input, model),
                    (field, fault) -> problems.add(new JobInputProblem(
                            "/input/" + field, fault.code().code(), fault.message(), fault.remedy())));
            for (InputFinding finding : model.check(job.checkable(model, model.asSent(referring)))) {
                if (referring.has(finding.field())) {
                    String path =
                            finding.path().replace("[", "/").replace("]", "").replace(".", "/");
                    String whose = job.candidates().models().isEmpty() ? "" : model.id() + ": ";
                    problems.add(new JobInputProblem(
                            "/input/" + path, finding.code(), whose + finding.message(), finding.remedy()));
                }
            }
        }
    }

    private void columns() {
        String id = job.columns().id();
        if (id != null) {
            torn("/columns/id", id);
            new RowId(id).columns().forEach(column -> column("/columns/id", column));
        }
        listed("/columns/keep", job.columns().keep());
        listed("/columns/ignore", job.columns().ignore());
        listed("/columns/fill-down", job.columns().fillDown());
        String within = job.columns().fillWithin();
        if (within != null) {
            column("/columns/fill-within", within);
        }
        listed("/columns/required", job.columns().required());
    }

    private void variants() {
        if (job.variants() > 1 && !rowsNameModels()) {
            ModelsInUse.of(job, survey, catalog).all().stream()
                    .filter(known -> !known.hasInput(InputNames.SEED))
                    .forEach(known -> add(
                            "/variants",
                            ErrorCode.BAD_VALUE,
                            known.id() + " takes no seed, by which variants of a row differ",
                            "Leave variants out, or name a model that takes one"));
        }
    }

    /** Refuses columns that rows give inputs by, if there are two of a name. */
    private void doubled() {
        Set<String> read =
                new LinkedHashSet<>(ModelsInUse.of(job, survey, catalog).inputs());
        read.add(ModelsInUse.COLUMN);
        if (job.columns().id() == null) {
            read.add(RowId.DEFAULT_COLUMN);
        }
        for (String column : survey.doubledColumns()) {
            if (read.contains(column) && job.reads(column)) {
                column("/manifest", column);
            }
        }
    }

    private void torn(String pointer, String template) {
        if (ColumnTemplate.isTorn(template)) {
            String message = "the template " + template + " is not whole";
            add(pointer, ErrorCode.TORN_TEMPLATE, message, "Write each column as {{column}}");
        }
    }

    private void listed(String pointer, @Nullable List<String> columns) {
        if (columns == null) {
            return;
        }
        for (int index = 0; index < columns.size(); index++) {
            column(pointer + "/" + index, columns.get(index));
        }
    }

    private void column(String pointer, String column) {
        if (survey.doubledColumns().contains(column)) {
            String message = survey.file() + " has two columns " + column + ", and it is not clear which is meant";
            add(pointer, ErrorCode.DUPLICATE_COLUMN, message, "Rename or delete one of them");
            return;
        }
        Collection<String> known = survey.columns();
        if (!known.contains(column) && !withoutColumns()) {
            add(pointer, ErrorCode.UNKNOWN_COLUMN, survey.file() + " has no column " + column, instead(column, known));
        }
    }

    /** Names the one that was probably meant; all that there are where it is not near. */
    private static String instead(String written, Collection<String> known) {
        String nearest = NearestNameFinder.find(written, known).orElse("none");
        boolean alone = known.isEmpty() || NearestNameFinder.isNear(written, nearest);
        return "The nearest one is " + nearest + (alone ? "" : ", of " + listed(known));
    }

    private static String listed(Collection<String> names) {
        String shown = names.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return names.size() > MAX_LISTED ? shown + " and " + (names.size() - MAX_LISTED) + " more" : shown;
    }

    /** Returns whether there are no columns that could be missed, as in JSONL without a row. */
    private boolean withoutColumns() {
        return survey.format() == ManifestFormat.JSONL && survey.rows() == 0;
    }

    private static String pointer(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private void add(String pointer, ErrorCode code, String message, String remedy) {
        problems.add(new JobInputProblem(pointer, code.code(), message, remedy));
    }
}
