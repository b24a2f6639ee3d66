package dev.darkroom.manifest.preparation;

import dev.darkroom.io.BlankCharacters;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.models.ListSeparator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value of the job file in which {@code {{column}}} stands for the row's column: text, or a list or an object with
 * text in it. What comes out empty was not given. A template that is one column and nothing else takes a list
 * or an object of JSONL as it is; any other value is filled in as text.
 */
final class ColumnTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final String BEGIN = "{{";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ColumnTemplate() {}

    /** Returns the columns that stand in the value, in order. */
    static List<String> columns(JsonNode template) {
        if (template.isString() && !template.stringValue().contains(BEGIN)) {
            return List.of();
        }
        if (template.isString()) {
            return PLACEHOLDER
                    .matcher(template.stringValue())
                    .results()
                    .map(match -> match.group(1).strip())
                    .toList();
        }
        return template.valueStream().flatMap(part -> columns(part).stream()).toList();
    }

    /**
     * Returns whether braces are left over that are no template: half a one would be sent, and paid for, as it stands.
     */
    static boolean isTorn(String template) {
        String rest = PLACEHOLDER.matcher(template).replaceAll("");
        return rest.contains("{{") || rest.contains("}}");
    }

    /** Fills in a row's columns; null if nothing comes out. A list is given even if all its items fall away. */
    static @Nullable JsonNode expand(JsonNode template, ObjectNode cells, ListSeparator separator) {
        if (template.isString()) {
            return text(template.stringValue(), cells);
        }
        if (template.isArray()) {
            return list(template, cells, separator);
        }
        if (template.isObject()) {
            return object(template, cells, separator);
        }
        return template.isNull() ? null : template;
    }

    /**
     * Returns the columns that are empty in a row, where other text is sent without them. A template that is one column
     * and nothing else gives nothing then, and one that comes out empty is not sent.
     */
    static List<String> emptyColumns(JsonNode template, ObjectNode cells) {
        if (!template.isString()) {
            return template.valueStream()
                    .flatMap(part -> emptyColumns(part, cells).stream())
                    .toList();
        }
        String text = template.stringValue();
        List<String> empty = columns(template).stream()
                .filter(column -> CellTexts.isEmpty(cells.path(column)))
                .toList();
        boolean givesNothing = !empty.isEmpty()
                && (PLACEHOLDER.matcher(text.strip()).matches() || BlankCharacters.isBlank(fill(text, cells)));
        return givesNothing ? List.of() : empty;
    }

    /** Fills in a row's columns as text. */
    static String fill(String template, ObjectNode cells) {
        if (!template.contains(BEGIN)) {
            return template;
        }
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        CellTexts.text(cells.path(match.group(1).strip()))));
    }

    private static @Nullable JsonNode text(String template, ObjectNode cells) {
        Matcher whole = PLACEHOLDER.matcher(template.strip());
        if (template.contains(BEGIN) && whole.matches()) {
            JsonNode cell = cells.path(whole.group(1).strip());
            if (cell.isContainer()) {
                return cell;
            }
        }
        String filled = fill(template, cells);
        return BlankCharacters.isBlank(filled) ? null : NODES.stringNode(filled);
    }

    private static JsonNode list(JsonNode template, ObjectNode cells, ListSeparator separator) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : template) {
            JsonNode value = expand(item, cells, separator);
            if (value != null && value.isString()) {
                separator.split(value.stringValue()).forEach(part -> items.add(NODES.stringNode(part)));
            } else if (value != null && value.isArray() && item.isString()) {
                value.valueStream().filter(part -> !CellTexts.isEmpty(part)).forEach(items::add);
            } else if (value != null) {
                items.add(value);
            }
        }
        ArrayNode list = NODES.arrayNode();
        return list.addAll(items);
    }

    /**
     * Fills in an object; one whose columns are all empty falls away with the constants beside them: a LoRA's scale
     * without its path.
     */
    private static @Nullable JsonNode object(JsonNode template, ObjectNode cells, ListSeparator separator) {
        ObjectNode object = NODES.objectNode();
        boolean templated = false;
        boolean filled = false;
        for (var property : template.properties()) {
            JsonNode value = expand(property.getValue(), cells, separator);
            boolean hasColumns = !columns(property.getValue()).isEmpty();
            templated |= hasColumns;
            if (value != null) {
                filled |= hasColumns;
                object.set(property.getKey(), value);
            }
        }
        return templated && !filled ? null : object;
    }
}
