package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogTest {

    @Test
    void an_entry_is_one_line_of_plain_ascii_with_its_exception() {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("dev.darkroom.Some");
        LoggingEvent event = new LoggingEvent(
                "",
                logger,
                Level.WARN,
                "row {} \u001b[31m\u202e said",
                new IllegalStateException("bad\nline"),
                new Object[] {7});
        event.setInstant(Instant.parse("2026-11-21T12:00:00.123Z"));

        String line = JsonLog.layout(context).doLayout(event);

        assertThat(line).endsWith("}\n").matches("[\\x20-\\x7e]+\\n");
        JsonNode object = JsonMapper.shared().readTree(line);
        assertThat(object.path("time").asString()).isEqualTo("2026-11-21T12:00:00.123Z");
        assertThat(object.path("level").asString()).isEqualTo("WARN");
        assertThat(object.path("logger").asString()).isEqualTo("dev.darkroom.Some");
        assertThat(object.path("message").asString()).isEqualTo("row 7 \\u001b[31m\\u202e said");
        assertThat(object.path("exception").asString())
                .contains("IllegalStateException: bad")
                .doesNotContain("\u001b");
        assertThat(object.has("run")).isTrue();
    }

    @Test
    void further_keys_stand_beside_the_message() {
        JsonNode object = JsonMapper.shared()
                .readTree(JsonLog.line(Instant.EPOCH, "INFO", "darkroom", "1 / 2", Map.of("settled", 1)));

        assertThat(object.path("settled").asInt()).isEqualTo(1);
    }
}
