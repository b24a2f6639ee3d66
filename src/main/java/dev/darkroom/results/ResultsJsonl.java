package dev.darkroom.results;

import dev.darkroom.io.VisibleJson;
import dev.darkroom.ledger.history.RowOutcome;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code results.jsonl}: one object a line with all of the results' keys, null where there is no value. Outputs,
 * pictures and flags are lists, empty where there are none; a row's picture lists are parallel.
 */
final class ResultsJsonl {

    private static final JsonMapper JSON = JsonMapper.builder(VisibleJson.factory())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final JsonGenerator json;
    private final ResultColumns columns;

    /** Begins a file. The writer stays open; it is the caller's to flush and to close. */
    ResultsJsonl(Writer writer, ResultColumns columns) {
        this.columns = columns;
        json = JSON.writer().withRootValueSeparator("").createGenerator(writer);
    }

    void add(RowOutcome row) {
        json.writeStartObject();
        for (ResultColumn column : ResultColumn.OWN) {
            json.writeName(column.title());
            column.value().writeTo(json, row);
        }
        json.writeName("kept").writeTree(row.kept());
        for (ResultColumn column : columns.review()) {
            json.writeName(column.title());
            column.value().writeTo(json, row);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Hands everything on to the writer. */
    void finish() {
        json.close();
    }
}
