package dev.darkroom.manifest;

import dev.darkroom.io.BlankCharacters;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Turns a manifest's values into text: what CSV gives anyway, and what a JSONL value would be as a CSV cell. */
public final class CellTexts {

    private CellTexts() {}

    /** Returns text as it is, nothing for null, a list's items joined with {@code |}, objects as JSON. */
    public static String text(JsonNode cell) {
        if (cell.isString()) {
            return cell.stringValue();
        }
        if (cell.isMissingNode() || cell.isNull()) {
            return "";
        }
        return cell.isArray()
                ? cell.valueStream().map(CellTexts::text).collect(Collectors.joining("|"))
                : cell.toString();
    }

    /** Returns whether a cell gives nothing: it is not there, null, or text that shows nothing. An empty list is a value. */
    public static boolean isEmpty(JsonNode cell) {
        return cell.isMissingNode()
                || cell.isNull()
                || (cell.isString() && BlankCharacters.isBlank(cell.stringValue()));
    }
}
