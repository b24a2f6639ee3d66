package dev.darkroom.cli.output;

import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.InputNames;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists things that a model does without an error and its user would not want. */
final class ModelCaveats {

    private ModelCaveats() {}

    static List<String> of(ImageModel model) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        List<String> traps = new ArrayList<>();
        List<String> demos = model.inputs().stream()
                .filter(input -> input.required() && input.defaultValue() != null)
                .map(InputField::name)
                .toList();
        if (!demos.isEmpty()) {
            traps.add("The service fills in its demo's " + String.join(" and ", demos)
                    + " where they are missing, and bills it: a row without them is rejected.");
        }
        for (String name : model.complete(nothing).propertyNames()) {
            traps.add("The service may take its demo's " + name + " where none are given: an empty list is sent then.");
        }
        for (InputFinding finding : model.warnings(nothing)) {
            traps.add(finding.message() + ". " + finding.remedy() + ".");
        }
        if (model.hasInput(InputNames.SEED)) {
            traps.add(
                    "A seed left out is derived from the rest of the input, sent and recorded: the same row gives the "
                            + "same picture every night.");
        }
        return traps;
    }
}
