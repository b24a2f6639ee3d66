package dev.darkroom.cli.output;

import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Models as a program reads them. */
public final class ModelDocument {

    /** The version of both formats; see docs/programs.md. */
    private static final int FORMAT = 1;

    private ModelDocument() {}

    public static ObjectNode list(List<ImageModel> models) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("format", FORMAT);
        ArrayNode list = document.putArray("models");
        for (ImageModel model : models) {
            ObjectNode entry = head(list.addObject(), model);
            ArrayNode required = entry.putArray("required");
            model.inputs().stream()
                    .filter(InputField::required)
                    .map(InputField::name)
                    .forEach(required::add);
        }
        return document;
    }

    public static ObjectNode of(ImageModel model) {
        ObjectNode document = head(JsonNodeFactory.instance.objectNode().put("format", FORMAT), model);
        ArrayNode inputs = document.putArray("inputs");
        model.inputs().forEach(input -> input(inputs.addObject(), input));
        ModelCaveats.of(model).forEach(document.putArray("traps")::add);
        return document;
    }

    private static ObjectNode head(ObjectNode node, ImageModel model) {
        return node.put("id", model.id()).put("description", model.description());
    }

    private static void input(ObjectNode node, InputField input) {
        node.put("name", input.name());
        node.put("type", input.type());
        node.put("required", input.required());
        node.set("default", input.defaultValue());
        node.put("limits", input.limits().isEmpty() ? null : input.limits());
        input.allowed().forEach(node.putArray("words")::add);
        node.put("description", input.description());
    }
}
