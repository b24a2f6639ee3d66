package dev.darkroom.cli.output;

import dev.darkroom.ledger.comparison.ComparedDetails;
import dev.darkroom.ledger.comparison.DifferenceKind;
import dev.darkroom.ledger.comparison.RowDifference;
import dev.darkroom.runs.ComparedRuns;
import dev.darkroom.runs.ComparedRuns.CostedRun;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Prints what two runs differ in as {@code --json} tells of it, a row in memory at a time: how many they are comes last. */
public final class DiffDocument {

    /** The version of the format; see docs/programs.md. */
    private static final int FORMAT = 1;

    private DiffDocument() {}

    public static void print(ComparedRuns runs, PrintWriter out) {
        try (JsonGenerator json = JsonOutput.generator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("format", FORMAT);
            write("before", runs.before(), json);
            write("after", runs.after(), json);
            money("difference_usd", runs.difference(), json);
            json.writeArrayPropertyStart("rows");
            Map<DifferenceKind, Long> counts = runs.rows().forEach(row -> write(row, json));
            json.writeEndArray();
            json.writeObjectPropertyStart("counts");
            counts.forEach((kind, count) -> json.writeNumberProperty(kind.keyword(), count));
            json.writeEndObject();
            json.writeEndObject();
        }
        out.println();
        out.flush();
    }

    private static void write(String name, CostedRun run, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("run", run.run().id());
        json.writeStringProperty("job", run.run().job());
        json.writeStringProperty("service", run.run().service());
        json.writeStringProperty("started_at", run.run().createdAt().toString());
        json.writeNumberProperty("rows", run.costs().rows());
        money("charged_usd", run.costs().charged(), json);
        json.writeEndObject();
    }

    private static void write(RowDifference row, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("kind", row.kind().keyword());
        json.writeStringProperty("id", row.id());
        texts("changed", row.changed(), json);
        write("before", row.before(), json);
        write("after", row.after(), json);
        json.writeEndObject();
    }

    private static void write(String name, @Nullable ComparedDetails row, JsonGenerator json) {
        if (row == null) {
            json.writeNullProperty(name);
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("line", row.line());
        json.writeStringProperty("status", row.status());
        json.writeStringProperty("reason", row.reason());
        json.writeStringProperty("model", row.model());
        money("cost_usd", row.costUsd(), json);
        texts("files", row.files(), json);
        json.writeEndObject();
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void money(String name, @Nullable BigDecimal amount, JsonGenerator json) {
        BigDecimal plain = CostsDocument.plain(amount);
        if (plain == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, plain);
        }
    }
}
