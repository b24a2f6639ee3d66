package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks the models and prompts that rows are tried with: a candidate that cannot be held beside the others is not bought. */
final class CandidateCheck {

    private static final String MODELS = "/candidates/models/";
    private static final String PROMPTS = "/candidates/prompts/";

    private final JobInput job;
    private final ManifestSurvey survey;
    private final ModelCatalog catalog;
    private final Consumer<JobInputProblem> problems;

    CandidateCheck(JobInput job, ManifestSurvey survey, ModelCatalog catalog, Consumer<JobInputProblem> problems) {
        this.job = job;
        this.survey = survey;
        this.catalog = catalog;
        this.problems = problems;
    }

    void check() {
        List<String> models = job.candidates().models();
        for (int index = 0; index < models.size(); index++) {
            String pointer = MODELS + index;
            String id = models.get(index);
            catalog.find(id)
                    .ifPresentOrElse(
                            model -> model(pointer, model),
                            () -> add(
                                    pointer,
                                    ErrorCode.UNKNOWN_MODEL,
                                    "the model " + id + " is not known",
                                    catalog.insteadOf(id)));
        }
        List<String> prompts = job.candidates().prompts();
        for (ImageModel model : ModelsInUse.of(job, survey, catalog).all()) {
            for (int index = 0; index < prompts.size(); index++) {
                prompt(PROMPTS + index, prompts.get(index), model);
            }
        }
    }

    private void model(String pointer, ImageModel model) {
        boolean takesPictures = InputNames.PICTURES.stream().anyMatch(model::hasInput);
        InputNames.PICTURES.stream()
                .filter(name -> !takesPictures && isGiven(name))
                .findFirst()
                .ifPresent(name -> add(
                        pointer,
                        ErrorCode.NOT_AN_INPUT,
                        model.id() + " takes no pictures, and this job sends " + name,
                        "Leave it out of --models: it would make pictures of its own, which show other products"));
    }

    private boolean isGiven(String name) {
        return job.input().has(name) || (survey.columns().contains(name) && job.reads(name));
    }

    /** Checks a prompt that is the same in every row. */
    private void prompt(String pointer, String prompt, ImageModel model) {
        if (!model.hasInput(InputNames.PROMPT)) {
            add(
                    pointer,
                    ErrorCode.NOT_AN_INPUT,
                    model.id() + " takes no prompt",
                    "Try it without --prompts, or leave it out of --models");
            return;
        }
        if (prompt.contains("{{")) {
            return;
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode().put(InputNames.PROMPT, prompt);
        for (InputFinding finding : model.check(input)) {
            if (finding.field().equals(InputNames.PROMPT)) {
                problems.accept(new JobInputProblem(
                        pointer, finding.code(), model.id() + ": " + finding.message(), finding.remedy()));
            }
        }
    }

    private void add(String pointer, ErrorCode code, String message, String remedy) {
        problems.accept(new JobInputProblem(pointer, code.code(), message, remedy));
    }
}
