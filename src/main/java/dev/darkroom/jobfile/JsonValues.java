package dev.darkroom.jobfile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns YAML into JSON, with the types of YAML's core schema or with every scalar left text. */
final class JsonValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonValues() {}

    /** Reads a group of keys as an object; {@link BadValue} for anything else. */
    static ObjectNode object(YamlValue value) {
        if (!(value instanceof YamlValue.YamlEntries map)) {
            throw new BadValue(value, "is " + value.keyword() + ", not a group of keys");
        }
        ObjectNode object = JSON.objectNode();
        map.entries().forEach((name, entry) -> object.set(name, typed(entry.value())));
        return object;
    }

    private static JsonNode typed(YamlValue value) {
        if (value instanceof YamlValue.YamlText scalar) {
            return scalar(scalar);
        }
        if (value instanceof YamlValue.YamlItems list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(typed(item)));
            return array;
        }
        return object(value);
    }

    private static JsonNode scalar(YamlValue.YamlText scalar) {
        String text = scalar.text();
        return switch (scalar.kind()) {
            case NOTHING -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
            case INTEGER -> integer(text);
            case DECIMAL -> JSON.numberNode(new BigDecimal(text));
            case TEXT -> JSON.stringNode(text);
        };
    }

    private static JsonNode integer(String text) {
        int base = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
        BigInteger number = new BigInteger(base == 10 ? text : text.substring(2), base);
        if (number.bitLength() < Integer.SIZE) {
            return JSON.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
    }

    /** Returns the same with every scalar as text, as a job file could say it in JSON. */
    static JsonNode text(YamlValue value) {
        if (value instanceof YamlValue.YamlText scalar) {
            return scalar.kind() == YamlValue.ScalarKind.NOTHING ? JSON.nullNode() : JSON.stringNode(scalar.text());
        }
        if (value instanceof YamlValue.YamlItems list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(text(item)));
            return array;
        }
        ObjectNode object = JSON.objectNode();
        if (value instanceof YamlValue.YamlEntries map) {
            map.entries().forEach((name, entry) -> object.set(name, text(entry.value())));
        }
        return object;
    }
}
