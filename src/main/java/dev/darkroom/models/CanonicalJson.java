package dev.darkroom.models;

import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;

/** Writes one text for equal JSON: keys sorted at every level, no spaces, numbers in their shortest plain form. */
final class CanonicalJson {

    private static final int MAX_ZEROS = 1_000;

    private CanonicalJson() {}

    static String of(JsonNode value) {
        StringBuilder text = new StringBuilder(256);
        append(value, text);
        return text.toString();
    }

    private static void append(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            appendObject(value, text);
        } else if (value.isArray()) {
            appendArray(value, text);
        } else if (value.isString()) {
            appendText(value.stringValue(), text);
        } else if (value.isNumber()) {
            text.append(shortest(value.decimalValue().stripTrailingZeros()));
        } else {
            text.append(value);
        }
    }

    /** A few characters such as 1e99999999 must not fill the memory with zeros. */
    private static String shortest(BigDecimal number) {
        return Math.abs((long) number.scale()) > MAX_ZEROS ? number.toString() : number.toPlainString();
    }

    private static void appendObject(JsonNode value, StringBuilder text) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        value.forEachEntry(sorted::put);
        char before = '{';
        for (var property : sorted.entrySet()) {
            text.append(before);
            appendText(property.getKey(), text);
            text.append(':');
            append(property.getValue(), text);
            before = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(JsonNode value, StringBuilder text) {
        char before = '[';
        for (JsonNode item : value) {
            text.append(before);
            append(item, text);
            before = ',';
        }
        text.append(value.isEmpty() ? "[]" : "]");
    }

    private static void appendText(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
