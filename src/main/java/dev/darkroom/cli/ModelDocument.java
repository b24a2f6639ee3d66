package dev.darkroom.cli;

import dev.darkroom.models.InputField;
import dev.darkroom.models.Model;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Models as a program reads them. */
final class ModelDocument {

    private ModelDocument() {}

    static ObjectNode list(List<Model> models) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("models");
        for (Model model : models) {
            ObjectNode entry = head(list.addObject(), model);
            ArrayNode required = entry.putArray("required");
            model.inputs().stream()
                    .filter(InputField::required)
                    .map(InputField::name)
                    .forEach(required::add);
        }
        return document;
    }

    static ObjectNode of(Model model) {
        ObjectNode document = head(JsonNodeFactory.instance.objectNode(), model);
        ArrayNode inputs = document.putArray("inputs");
        model.inputs().forEach(input -> input(inputs.addObject(), input));
        Traps.of(model).forEach(document.putArray("traps")::add);
        return document;
    }

    private static ObjectNode head(ObjectNode node, Model model) {
        return node.put("id", model.id()).put("description", model.description());
    }

    private static void input(ObjectNode node, InputField input) {
        node.put("name", input.name());
        node.put("type", input.type());
        node.put("required", input.required());
        node.set("default", input.defaultValue());
        node.put("limits", input.limits().isEmpty() ? null : input.limits());
        input.words().forEach(node.putArray("words")::add);
        node.put("description", input.description());
    }
}
