package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.io.BlankCharacters;
import dev.darkroom.io.UnicodeText;
import dev.darkroom.models.JsonFault;
import dev.darkroom.models.StrictJson;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSONL: one JSON object a line. Blank lines are no rows; a line that is no object is a broken row. */
final class JsonlManifestReader implements ManifestReader {

    /**
     * The highest number of columns, more than any manifest has; values that were written as keys must not fill the
     * memory.
     */
    private static final int MAX_COLUMNS = 10_000;

    private final CharSource source;
    private final Set<String> columns = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();
    private long number;

    JsonlManifestReader(CharSource source) {
        this.source = source;
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns);
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        String line = nextLine();
        while (line != null && BlankCharacters.isBlank(line)) {
            line = nextLine();
        }
        if (line == null) {
            return null;
        }
        number++;
        try {
            JsonNode value = StrictJson.parse(BlankCharacters.strip(line));
            return value.isObject() ? row(value.asObject()) : broken("the line is JSON, but not an object");
        } catch (JacksonException notJson) {
            int character = JsonFault.column(notJson);
            return broken("the line is not JSON" + (character == 0 ? "" : " at character " + character) + ": "
                    + JsonFault.message(notJson));
        }
    }

    private @Nullable String nextLine() throws IOException {
        source.startRecord();
        text.setLength(0);
        int next = source.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            text.append((char) next);
            next = source.read();
        }
        return text.toString();
    }

    private ManifestRow row(ObjectNode cells) {
        cells.propertyNames().stream()
                .filter(name -> UnicodeText.fault(name) == null)
                .forEach(columns::add);
        InputProblem damage = damage(cells);
        if (columns.size() > MAX_COLUMNS) {
            throw RefusalMessages.of(
                    source.file(),
                    source.recordLine(),
                    ErrorCode.TOO_MANY_COLUMNS,
                    "the rows have more than " + MAX_COLUMNS + " different keys",
                    "Use the same keys in every row");
        }
        return new ManifestRow(number, source.recordLine(), cells, damage);
    }

    /** Takes what is no text out of a row, and says what it was; null if there is nothing. */
    private @Nullable InputProblem damage(ObjectNode cells) {
        InputProblem first = null;
        for (String column : List.copyOf(cells.propertyNames())) {
            String inName = UnicodeText.fault(column);
            String fault = inName == null ? fault(cells.path(column)) : inName;
            if (fault == null) {
                continue;
            }
            cells.remove(column);
            boolean nul = fault.equals(UnicodeText.NUL);
            if (first == null) {
                first = new InputProblem(
                        source.file(),
                        source.recordLine(),
                        inName == null ? column : null,
                        nul ? ErrorCode.NUL_CHARACTER : ErrorCode.NOT_UNICODE,
                        (inName == null ? column : "a key") + " " + fault,
                        (nul ? ErrorRemedy.TAKE_NUL_OUT : ErrorRemedy.WRITE_WHOLE).whatToDo(),
                        false);
            }
        }
        return first;
    }

    private static @Nullable String fault(JsonNode value) {
        if (value.isString()) {
            return UnicodeText.fault(value.stringValue());
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String fault = UnicodeText.fault(property.getKey());
            if (fault != null) {
                return fault;
            }
        }
        return value.valueStream()
                .map(JsonlManifestReader::fault)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private ManifestRow broken(String message) {
        InputProblem problem = new InputProblem(
                source.file(),
                source.recordLine(),
                null,
                ErrorCode.MALFORMED_JSON,
                message,
                "Write one JSON object a line, each key once",
                false);
        return new ManifestRow(number, source.recordLine(), JsonNodeFactory.instance.objectNode(), problem);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
