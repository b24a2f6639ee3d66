package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.MarkdownPage;
import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Holds docs/schemas/summary.json to the record that is written, and status.json to that and what it has more. */
class SummarySchemaTest {

    private static final Map<Class<?>, String> SCALARS = Map.of(
            String.class, "string",
            Instant.class, "string",
            Integer.class, "integer",
            Long.class, "integer",
            long.class, "integer",
            boolean.class, "boolean",
            BigDecimal.class, "number");

    private final MarkdownPage page = MarkdownPage.read("docs/results.md");

    SummarySchemaTest() throws IOException {}

    @Test
    void it_is_made_of_the_record() throws IOException {
        PublishedSchema.assertIs("summary", made("summary", "summary.json: a run at one moment"));
    }

    @Test
    void a_status_has_the_rows_to_settle_besides() throws IOException {
        ObjectNode made = made("status", "What status --json prints");
        made.required("required").asArray().add("unknown");
        ObjectNode unknown = made.required("properties").asObject().putObject("unknown");
        unknown.put("description", "The rows to settle by resolve, in manifest order.")
                .put("type", "array");
        ObjectNode row = unknown.putObject("items").put("type", "object").put("additionalProperties", false);
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        text(properties, "id", "The row's id.");
        text(properties, "model", "The model's id.");
        text(properties, "prompt", "What was sent, as the usage page shows it.");
        text(properties, "sent_at", "When the request left, as near as is known.")
                .put("format", "date-time");
        properties.propertyNames().forEach(row.putArray("required")::add);
        row.set("properties", properties);

        ObjectNode workers = made.required("properties").asObject().putObject("workers");
        workers.put("description", "The workers that take part in the run; left out where there are none.")
                .put("type", "array");
        ObjectNode worker = workers.putObject("items").put("type", "object").put("additionalProperties", false);
        ObjectNode of = JsonNodeFactory.instance.objectNode();
        text(of, "number", "Its number.").put("type", "integer");
        text(of, "host", "Its host.");
        text(of, "process", "The number of its process there.").put("type", "integer");
        text(of, "rows_lent", "How many rows are lent to it.").put("type", "integer");
        text(of, "max_in_flight", "How many of its requests may be at the service.")
                .put("type", "integer");
        text(of, "silent_s", "For how many seconds it has not been heard of.").put("type", "integer");
        of.propertyNames().forEach(worker.putArray("required")::add);
        worker.set("properties", of);

        PublishedSchema.assertIs("status", made);
    }

    @Test
    void what_is_written_is_valid_and_has_every_key() throws IOException {
        PublishedSchema schema = PublishedSchema.of("summary");

        schema.assertDescribes(written(SampleSummaries.running()));
        schema.assertDescribes(written(SampleSummaries.paused(Instant.EPOCH)));
        assertThat(schema.faults(written(SampleSummaries.stopped())))
                .as("one that nobody has reviewed")
                .isEmpty();
        assertThat(schema.faults(written(SampleSummaries.stopped()).put("extra", 1)))
                .isNotEmpty();
        assertThat(schema.faults(written(SampleSummaries.stopped()).put("format", 2)))
                .isNotEmpty();
    }

    private static ObjectNode written(RunSummary summary) {
        return new JsonMapper().readTree(SummaryJson.write(summary)).asObject();
    }

    private ObjectNode made(String name, String title) {
        ObjectNode made = PublishedSchema.head(name, 1, title);
        made.setAll(of(RunSummary.class));
        ObjectNode properties = made.required("properties").asObject();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.putObject("format").put("const", 1);
        all.putObject("results_format").put("const", ResultColumns.FORMAT);
        all.setAll(properties);
        all.forEachEntry(
                (key, property) -> property.asObject().put("description", SchemaText.of(page, "| key |", key)));
        ArrayNode required = made.putArray("required");
        all.propertyNames().stream().filter(key -> !key.equals("review")).forEach(required::add);
        made.set("properties", all);
        return made;
    }

    private static ObjectNode of(Class<?> type) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "object").put("additionalProperties", false);
        ArrayNode required = node.putArray("required");
        ObjectNode properties = node.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            required.add(name);
            properties.set(name, of(component));
        }
        return node;
    }

    private static ObjectNode of(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getName().equals("rows") && type == Map.class) {
            return counts();
        }
        if (component.getName().equals("errors")) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "array")
                    .set("items", of(RunSummary.ErrorCount.class));
        }
        if (type.isRecord()) {
            return of(type);
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants())
                    .map(value -> value.toString().toLowerCase(Locale.ROOT))
                    .forEach(node.putArray("enum")::add);
            return node;
        }
        String scalar = SCALARS.get(type);
        assertThat(scalar).as("a type for " + component).isNotNull();
        if (isNullable(component.getAnnotatedType())) {
            node.putArray("type").add(scalar).add("null");
        } else {
            node.put("type", scalar);
        }
        return type == Instant.class ? node.put("format", "date-time") : node;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode counts() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "object").put("additionalProperties", false);
        ArrayNode required = node.putArray("required").add("total");
        ObjectNode properties = node.putObject("properties");
        properties.putObject("total").put("type", "integer");
        for (RowStatus status : RowStatus.values()) {
            required.add(status.keyword());
            properties.putObject(status.keyword()).put("type", "integer");
        }
        return node;
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("description", description).put("type", "string");
    }
}
