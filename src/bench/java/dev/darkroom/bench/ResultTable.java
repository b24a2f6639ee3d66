package dev.darkroom.bench;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Writes results as a Markdown table, a line for each figure, fit for the page of figures. */
final class ResultTable {

    private ResultTable() {}

    static String of(JsonNode results) {
        StringBuilder table = new StringBuilder("| figure | value |\n|---|---|\n");
        add(table, "", results);
        return table.toString();
    }

    private static void add(StringBuilder table, String name, JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                add(table, name.isEmpty() ? each.getKey() : name + "." + each.getKey(), each.getValue());
            }
            return;
        }
        String value = node.isFloatingPointNumber()
                ? String.format(Locale.ROOT, "%.2f", node.asDouble())
                : node.asString().replaceAll("\\s+", " ");
        table.append("| `").append(name).append("` | ").append(value).append(" |\n");
    }
}
