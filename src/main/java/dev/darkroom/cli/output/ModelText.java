package dev.darkroom.cli.output;

import dev.darkroom.cli.terminal.TextTable;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Models as a person reads them. */
public final class ModelText {

    private static final String INDENT = "    ";

    private ModelText() {}

    public static List<String> list(List<ImageModel> models) {
        TextTable table = new TextTable("MODEL", "REQUIRED", "WHAT IT DOES");
        models.forEach(model -> table.add(model.id(), required(model), model.description()));
        return table.lines();
    }

    public static List<String> of(ImageModel model) {
        List<String> lines = new ArrayList<>(List.of(model.id(), model.description(), ""));
        TextTable table = new TextTable("INPUT", "TYPE", "REQUIRED", "DEFAULT", "LIMITS");
        model.inputs().forEach(input -> table.add(cells(input)));
        List<String> rows = table.lines();
        lines.add(rows.get(0));
        for (int index = 0; index < model.inputs().size(); index++) {
            InputField input = model.inputs().get(index);
            lines.add(rows.get(index + 1));
            lines.add(INDENT + input.description());
            if (!input.allowed().isEmpty()) {
                lines.add(INDENT + "One of " + String.join(", ", input.allowed()) + ".");
            }
        }
        List<String> traps = ModelCaveats.of(model);
        if (!traps.isEmpty()) {
            lines.add("");
            lines.add("Traps:");
            traps.forEach(trap -> lines.add("  - " + trap));
        }
        return lines;
    }

    private static String[] cells(InputField input) {
        return new String[] {
            input.name(), input.type(), input.required() ? "yes" : "no", defaultValue(input), input.limits()
        };
    }

    /**
     * Returns the default value; the service's for a required input is its demo's, which nobody wants: such a row is
     * rejected.
     */
    private static String defaultValue(InputField input) {
        JsonNode value = input.defaultValue();
        return value == null || input.required() ? "" : value.asString(value.toString());
    }

    private static String required(ImageModel model) {
        return model.inputs().stream()
                .filter(InputField::required)
                .map(InputField::name)
                .collect(Collectors.joining(", "));
    }
}
