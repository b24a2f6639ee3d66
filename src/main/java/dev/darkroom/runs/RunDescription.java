package dev.darkroom.runs;

import dev.darkroom.ledger.runs.RunRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The record of a run in the ledger, as the file {@code run.json} keeps it. */
final class RunDescription {

    private RunDescription() {}

    static ObjectNode write(RunRecord run, JsonMapper json) {
        ObjectNode description = json.createObjectNode();
        description.put("run", run.id());
        description.put("job", run.job());
        description.put("service", run.service());
        description.put("manifest", run.manifest());
        description.put("manifest_sha256", run.manifestSha256());
        description.put("first", run.first());
        description.put("output", run.output().toString());
        description.set("sent", json.readTree(run.sent()));
        description.put("delimiter", String.valueOf(run.delimiter()));
        run.keptColumns().forEach(description.putArray("kept_columns")::add);
        description.put("created_at", run.createdAt().toString());
        description.put("number", run.number());
        return description;
    }

    /** Reads a run for a ledger that does not know it: stopped; its number is 0 if an earlier version described it. */
    static RunRecord read(JsonNode description) {
        List<String> kept = new ArrayList<>();
        description.path("kept_columns").forEach(column -> kept.add(column.asString()));
        return new RunRecord(
                description.path("number").asInt(0),
                description.path("run").asString(),
                description.path("job").asString(),
                description.path("service").asString(),
                description.path("manifest").asString(),
                description.path("manifest_sha256").asString(),
                first(description.path("first")),
                Path.of(description.path("output").asString()),
                description.path("sent").toString(),
                description.path("delimiter").asString().charAt(0),
                kept,
                null,
                RunRecord.RunState.STOPPED,
                "restored",
                null,
                Instant.parse(description.path("created_at").asString()),
                null);
    }

    private static @Nullable Long first(JsonNode first) {
        return first.isNumber() ? first.longValue() : null;
    }
}
