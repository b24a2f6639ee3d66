package dev.darkroom.models;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says in plain words what a field's schema takes, and what a value is. */
final class SchemaDescriptions {

    private static final int MAX_VALUE = 80;

    private SchemaDescriptions() {}

    static boolean accepts(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        if (types.isArray()) {
            return types.valueStream().anyMatch(each -> each.asString().equals(type));
        }
        return types.asString("").equals(type);
    }

    static boolean isUrl(JsonNode schema) {
        return schema.path("format").asString("").equals("uri");
    }

    /** Lists the texts a field takes: its own {@code enum}, or the one for texts where it takes objects as well. */
    static List<String> allowed(JsonNode schema) {
        JsonNode message =
                schema.has("enum") ? schema.path("enum") : schema.path("then").path("enum");
        return message.valueStream().map(JsonNode::asString).toList();
    }

    static String type(JsonNode schema) {
        if (accepts(schema, "array")) {
            JsonNode items = schema.path("items");
            if (accepts(items, "object")) {
                return "list of {" + String.join(", ", items.path("properties").propertyNames()) + "}";
            }
            return isUrl(items) ? "list of https URLs" : "list";
        }
        if (accepts(schema, "string")) {
            return accepts(schema, "object") ? "text or " + properties(schema) : isUrl(schema) ? "https URL" : "text";
        }
        if (accepts(schema, "integer")) {
            return "whole number";
        }
        if (accepts(schema, "number")) {
            return "number";
        }
        return accepts(schema, "boolean") ? "true or false" : accepts(schema, "object") ? properties(schema) : "any";
    }

    static String limits(JsonNode schema) {
        if (accepts(schema, "array")) {
            return range(schema.path("minItems"), schema.path("maxItems"));
        }
        if (accepts(schema, "object")) {
            JsonNode side = schema.path("properties").path(InputNames.WIDTH);
            String range = range(side.path("minimum"), side.path("maximum"));
            return range.isEmpty() ? "" : range + " each way";
        }
        JsonNode least = schema.path("minimum");
        return least.isLong() && least.longValue() == Long.MIN_VALUE ? "64 bits" : range(least, schema.path("maximum"));
    }

    /** Returns what the model takes here, as the end of a sentence. */
    static String takes(JsonNode schema) {
        List<String> texts = allowed(schema);
        if (!texts.isEmpty()) {
            String last = accepts(schema, "object") ? properties(schema) : texts.get(texts.size() - 1);
            List<String> first = accepts(schema, "object") ? texts : texts.subList(0, texts.size() - 1);
            return first.isEmpty() ? last : String.join(", ", first) + " or " + last;
        }
        String limits = limits(schema);
        String type = type(schema);
        String article = type.equals("text") || type.startsWith("true") || type.startsWith("{") ? "" : "a ";
        if (limits.isEmpty()) {
            return article + type;
        }
        return article
                + type
                + (accepts(schema, "array") ? ", " : limits.contains(" to ") ? " from " : " of ")
                + limits;
    }

    /** Returns a value as it stands in a message: short, and text in quotes. */
    static String value(JsonNode value) {
        if (value.isArray()) {
            return "a list of " + value.size();
        }
        if (value.isObject()) {
            return "an object";
        }
        if (!value.isString()) {
            return value.isBigDecimal() ? value.decimalValue().toString() : value.toString();
        }
        String text = value.stringValue();
        return text.length() <= MAX_VALUE
                ? '"' + text + '"'
                : '"' + text.substring(0, MAX_VALUE) + "…\" (" + text.length() + " characters)";
    }

    private static String properties(JsonNode schema) {
        return "{" + String.join(", ", schema.path("properties").propertyNames()) + "}";
    }

    static String range(JsonNode least, JsonNode most) {
        if (most.isMissingNode()) {
            return least.isMissingNode() ? "" : "at least " + least;
        }
        return least.isMissingNode() ? "at most " + most : least + " to " + most;
    }
}
