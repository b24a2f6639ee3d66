package dev.darkroom.results;

import dev.darkroom.io.VisibleJson;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads a {@link RunSummary} as JSON: its components' order, names in snake case, keywords in small letters.
 * Before them stand the versions of the format, and of that of the results.
 */
final class SummaryJson {

    /** The version of the format; see docs/programs.md. */
    private static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder(VisibleJson.factory())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule().addSerializer(Instant.class, new MillisecondsSerializer()))
            .build();

    private SummaryJson() {}

    static String write(RunSummary summary) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("format", FORMAT);
        document.put("results_format", ResultColumns.FORMAT);
        document.setAll((ObjectNode) MAPPER.valueToTree(summary));
        return MAPPER.writeValueAsString(document);
    }

    /** @throws tools.jackson.core.JacksonException if this is no summary */
    static RunSummary read(String json) {
        return MAPPER.readValue(json, RunSummary.class);
    }

    private static final class MillisecondsSerializer extends ValueSerializer<Instant> {

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(ResultTexts.time(time));
        }
    }
}
