package dev.darkroom.models;

import dev.darkroom.io.BlankCharacters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a manifest or a template gives into the type that a field's schema requires. What cannot be turned stays
 * the text it was, for the check to refuse: so there is one place that says what is wrong with a value.
 */
final class InputText {

    /**
     * The highest number of digits on either side of the point, more than any input has; what goes beyond would only
     * cost time and memory.
     */
    private static final int MAX_DIGITS = 60;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final char decimal;
    private final ListSeparator separator;

    InputText(char decimal, ListSeparator separator) {
        this.decimal = decimal;
        this.separator = separator;
    }

    JsonNode convert(JsonNode given, JsonNode schema) {
        if (given.isString()) {
            return fromText(given.stringValue(), schema);
        }
        if (given.isArray()) {
            return items(given, schema.path("items"));
        }
        if (given.isObject()) {
            return properties(given, schema.path("properties"));
        }
        return given.isNumber() ? number(given.decimalValue(), given.toString()) : given;
    }

    private JsonNode fromText(String text, JsonNode schema) {
        String stripped = BlankCharacters.strip(text);
        boolean list = SchemaDescriptions.accepts(schema, "array");
        if ((list && stripped.startsWith("["))
                || ((list || SchemaDescriptions.accepts(schema, "object")) && stripped.startsWith("{"))) {
            return json(stripped, text, schema);
        }
        if (list) {
            JsonNode items = schema.path("items");
            return SchemaDescriptions.accepts(items, "string") ? split(text, items) : NODES.stringNode(text);
        }
        if (SchemaDescriptions.accepts(schema, "number") || SchemaDescriptions.accepts(schema, "integer")) {
            return number(stripped);
        }
        if (SchemaDescriptions.accepts(schema, "boolean")) {
            String word = stripped.toLowerCase(Locale.ROOT);
            boolean known = word.equals("true") || word.equals("false");
            return known ? NODES.booleanNode(word.equals("true")) : NODES.stringNode(text);
        }
        if (SchemaDescriptions.isUrl(schema)) {
            return NODES.stringNode(stripped);
        }
        return NODES.stringNode(SchemaDescriptions.allowed(schema).isEmpty() ? text : stripped);
    }

    private JsonNode json(String stripped, String text, JsonNode schema) {
        try {
            return convert(StrictJson.parse(stripped), schema);
        } catch (JacksonException notJson) {
            return NODES.stringNode(text);
        }
    }

    private ArrayNode split(String text, JsonNode schema) {
        ArrayNode parts = NODES.arrayNode();
        separator.split(text).forEach(part -> parts.add(fromText(part, schema)));
        return parts;
    }

    private JsonNode items(JsonNode given, JsonNode schema) {
        ArrayNode items = NODES.arrayNode();
        given.valueStream().filter(item -> !isEmpty(item)).forEach(item -> items.add(convert(item, schema)));
        return items;
    }

    private JsonNode properties(JsonNode given, JsonNode schemas) {
        ObjectNode properties = NODES.objectNode();
        given.properties().stream()
                .filter(property -> !isEmpty(property.getValue()))
                .forEach(property -> properties.set(
                        property.getKey(), convert(property.getValue(), schemas.path(property.getKey()))));
        return properties;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || (value.isString() && BlankCharacters.isBlank(value.stringValue()));
    }

    private JsonNode number(String text) {
        String plain = decimal == ',' && text.indexOf('.') < 0 ? text.replace(',', '.') : text;
        if (plain.length() > MAX_DIGITS) {
            return NODES.stringNode(text);
        }
        try {
            return number(new BigDecimal(plain), text);
        } catch (NumberFormatException noNumber) {
            return NODES.stringNode(text);
        }
    }

    /** Gives equal numbers one form, so that 2.50 is sent and keyed as 2.5, and 28.0 as the integer it is. */
    private static JsonNode number(BigDecimal value, String text) {
        BigDecimal shortest = value.stripTrailingZeros();
        if (Math.abs((long) shortest.scale()) > MAX_DIGITS) {
            return NODES.stringNode(text);
        }
        return shortest.scale() > 0 ? NODES.numberNode(shortest) : whole(shortest.toBigIntegerExact());
    }

    private static JsonNode whole(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return NODES.numberNode(value.intValueExact());
        }
        return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
    }
}
