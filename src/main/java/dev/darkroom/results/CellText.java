package dev.darkroom.results;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A manifest's values as text in a CSV cell, such that a manifest reader takes the same value from it again. */
public final class CellText {

    private CellText() {}

    /**
     * Renders a value as a cell's text: text as it is; nothing for null; a number with the decimal point of the file; a
     * list's items joined with {@code |} where they come apart again, else as JSON; objects as JSON.
     */
    public static String of(JsonNode value, char decimal) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            return joins(value)
                    ? value.valueStream().map(item -> of(item, decimal)).collect(Collectors.joining("|"))
                    : value.toString();
        }
        return value.isNumber() ? value.toString().replace('.', decimal) : value.toString();
    }

    private static boolean joins(JsonNode list) {
        return !list.isEmpty() && list.valueStream().allMatch(CellText::comesApart);
    }

    private static boolean comesApart(JsonNode item) {
        if (!item.isString()) {
            return item.isNumber() || item.isBoolean();
        }
        String text = item.stringValue();
        return text.indexOf('|') < 0
                && !text.isBlank()
                && text.equals(text.strip())
                && !"[{".contains(text.substring(0, 1));
    }
}
