package dev.darkroom.results;

import dev.darkroom.io.VisibleJson;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowOutcome;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
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

    /** The writer stays open; it is the caller's to flush and to close. */
    ResultsJsonl(Writer writer) {
        json = JSON.writer().withRootValueSeparator("").createGenerator(writer);
    }

    void add(RowOutcome row) {
        List<Picture> pictures = row.pictures();
        json.writeStartObject();
        json.writeStringProperty("id", row.id());
        json.writeNumberProperty("line", row.line());
        json.writeStringProperty("status", row.status().word());
        text("reason", row.reason());
        text("model", row.model());
        text("request_id", row.requestId());
        list("output_urls", row.outputUrls(), JsonGenerator::writeString);
        list("files", pictures, (out, picture) -> out.writeString(picture.file()));
        list("sha256", pictures, (out, picture) -> out.writeString(picture.sha256()));
        list("bytes", pictures, (out, picture) -> out.writeNumber(picture.bytes()));
        list("width", pictures, (out, picture) -> out.writeNumber(picture.width()));
        list("height", pictures, (out, picture) -> out.writeNumber(picture.height()));
        list("content_type", pictures, (out, picture) -> out.writeString(picture.contentType()));
        number("seed", row.seed());
        json.writeNumberProperty("attempts", row.attempts());
        time("submitted_at", row.submittedAt());
        time("completed_at", row.completedAt());
        number("queue_ms", row.queueMs());
        number("run_ms", row.runMs());
        number("download_ms", row.downloadMs());
        money("cost_usd", row.costUsd());
        text("input_key", row.inputKey());
        list("flags", row.flags(), JsonGenerator::writeString);
        text("redo_of", row.redoOf());
        json.writeName("kept").writeTree(row.kept());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Hands everything on to the writer. */
    void finish() {
        json.close();
    }

    private void text(String key, @Nullable String value) {
        json.writeStringProperty(key, value);
    }

    private void time(String key, @Nullable Instant value) {
        json.writeStringProperty(key, value == null ? null : Texts.time(value));
    }

    private void number(String key, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(key);
        } else {
            json.writeNumberProperty(key, value);
        }
    }

    private void money(String key, @Nullable BigDecimal value) {
        json.writeNumberProperty(key, value == null ? null : Texts.money(value));
    }

    private <T> void list(String key, List<T> values, BiConsumer<JsonGenerator, T> writer) {
        json.writeArrayPropertyStart(key);
        values.forEach(value -> writer.accept(json, value));
        json.writeEndArray();
    }
}
