package dev.darkroom.report;

import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.rows.DownloadedPicture;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A row of the contact sheet as the page's script reads it. */
final class RowJson {

    private final JsonGenerator json;
    private final ThumbnailAddresses thumbnails;
    private final List<String> keptColumns;

    RowJson(JsonGenerator json, ThumbnailAddresses thumbnails, List<String> keptColumns) {
        this.json = json;
        this.thumbnails = thumbnails;
        this.keptColumns = keptColumns;
    }

    void write(PageRow row) throws IOException {
        RowOutcome outcome = row.outcome();
        json.writeStartObject();
        json.writeNumberProperty("number", outcome.number());
        json.writeStringProperty("id", outcome.id());
        json.writeNumberProperty("line", outcome.line());
        json.writeStringProperty("status", outcome.status().keyword());
        json.writeStringProperty("code", outcome.code());
        json.writeStringProperty("reason", outcome.reason());
        json.writeStringProperty("model", outcome.model());
        json.writeStringProperty("request", outcome.requestId());
        json.writeStringProperty("key", outcome.inputKey());
        // A script's numbers are exact up to 2^53 alone.
        json.writeStringProperty("seed", outcome.seed() == null ? null : String.valueOf(outcome.seed()));
        PageJson.number(json, "queueMs", outcome.queueMs());
        PageJson.number(json, "runMs", outcome.runMs());
        PageJson.number(json, "downloadMs", outcome.downloadMs());
        PageJson.decimal(json, "cost", outcome.costUsd());
        json.writeStringProperty("redoOf", outcome.redoOf());
        json.writeBooleanProperty("toJudge", row.toJudge());
        texts("flags", outcome.flags());
        writeVerdict(outcome.verdict());
        writeInput(row.input());
        writeOutputs(outcome);
        writeKept(outcome);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Writes nothing of a row that nobody has judged: most pages have many of these. */
    private void writeVerdict(@Nullable RowVerdict said) {
        if (said == null) {
            return;
        }
        json.writeObjectPropertyStart("verdict");
        json.writeStringProperty("verdict", said.last().verdict().keyword());
        json.writeStringProperty("note", said.last().note());
        json.writeStringProperty("reviewer", said.last().reviewer());
        PageJson.time(json, "at", said.last().decidedAt());
        json.writeStringProperty("from", said.carriedFrom());
        texts("reviewers", said.reviewers());
        json.writeEndObject();
    }

    private void writeInput(DisplayedInput input) throws IOException {
        json.writeStringProperty("prompt", input.prompt());
        texts("sources", input.sources());
        boolean shown = !input.sources().isEmpty();
        json.writeStringProperty("before", shown ? thumbnails.source(input.number()) : null);
    }

    private void writeOutputs(RowOutcome outcome) throws IOException {
        json.writeArrayPropertyStart("outputs");
        int n = 1;
        for (DownloadedPicture picture : outcome.pictures()) {
            json.writeStartObject();
            json.writeStringProperty("file", picture.file());
            json.writeStringProperty("type", picture.contentType());
            json.writeNumberProperty("bytes", picture.bytes());
            json.writeNumberProperty("width", picture.width());
            json.writeNumberProperty("height", picture.height());
            json.writeStringProperty("after", thumbnails.output(outcome.number(), n++));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeKept(RowOutcome outcome) {
        json.writeArrayPropertyStart("kept");
        for (String column : keptColumns) {
            JsonNode value = outcome.kept().path(column);
            boolean none = value.isMissingNode() || value.isNull();
            json.writeString(none ? "" : value.isString() ? value.stringValue() : value.toString());
        }
        json.writeEndArray();
    }

    private void texts(String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
