package dev.darkroom.manifest.preparation;

import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import dev.darkroom.models.ModelCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The models that a job's rows can go to: the job's own, and those that the manifest's rows name. */
final class ModelsInUse {

    static final String COLUMN = "model";

    private final List<ImageModel> models;

    private ModelsInUse(List<ImageModel> models) {
        this.models = models;
    }

    static ModelsInUse of(JobInput job, ManifestSurvey survey, ModelCatalog catalog) {
        Set<ImageModel> models = new LinkedHashSet<>();
        if (!job.candidates().models().isEmpty()) {
            job.candidates().models().forEach(id -> catalog.find(id).ifPresent(models::add));
            return new ModelsInUse(List.copyOf(models));
        }
        if (job.model() != null) {
            catalog.find(job.model()).ifPresent(models::add);
        }
        if (job.reads(COLUMN)) {
            survey.models().forEach(id -> catalog.find(id).ifPresent(models::add));
        }
        return new ModelsInUse(List.copyOf(models));
    }

    List<ImageModel> all() {
        return models;
    }

    boolean isEmpty() {
        return models.isEmpty();
    }

    /** Returns all their inputs' names. */
    Set<String> inputs() {
        return inputsOf(models);
    }

    /** Returns whether one of them takes a list for the input. */
    boolean hasList(String input) {
        return models.stream().anyMatch(model -> model.hasInput(input) && model.isList(input));
    }

    static Set<String> inputsOf(List<ImageModel> models) {
        Set<String> names = new LinkedHashSet<>();
        models.forEach(model -> model.inputs().stream().map(InputField::name).forEach(names::add));
        return names;
    }
}
