package dev.darkroom.report;

import dev.darkroom.io.VisibleJson;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it may stand inside a page's {@code script} element, whatever others wrote.
 *
 * @see VisibleJson#scriptFactory()
 */
final class PageJson {

    private static final JsonMapper JSON = JsonMapper.builder(VisibleJson.scriptFactory())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private PageJson() {}

    /** Begins JSON on a writer, which stays open; it is the caller's to flush and to close. */
    static JsonGenerator to(Writer writer) {
        return JSON.writer().createGenerator(writer);
    }

    static void number(JsonGenerator json, String key, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(key);
        } else {
            json.writeNumberProperty(key, value);
        }
    }

    static void decimal(JsonGenerator json, String key, @Nullable BigDecimal value) {
        json.writeNumberProperty(key, value);
    }

    /** Writes a time as milliseconds since 1970, which a browser shows in its own time zone. */
    static void time(JsonGenerator json, String key, @Nullable Instant value) {
        number(json, key, value == null ? null : value.toEpochMilli());
    }
}
