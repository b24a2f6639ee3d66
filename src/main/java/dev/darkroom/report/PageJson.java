package dev.darkroom.report;

import dev.darkroom.manifest.SafeText;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it may stand inside a page's {@code script} element. Whatever others wrote, no character in it begins or ends
 * an element, a comment or a character reference, and none turns the writing direction of the file.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements">HTML,
 *     restrictions for contents of script elements</a>
 */
final class PageJson {

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new InElement()).build())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private PageJson() {}

    /** The writer stays open; it is the caller's to flush and to close. */
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

    /** As milliseconds since 1970, which a browser shows in its own time zone. */
    static void time(JsonGenerator json, String key, @Nullable Instant value) {
        number(json, key, value == null ? null : value.toEpochMilli());
    }

    /** Escapes what HTML reads in a script element, and what cannot be seen. */
    private static final class InElement extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] ascii = standardAsciiEscapesForJSON();

        private InElement() {
            for (char character : new char[] {'<', '>', '&', '\u007f'}) {
                ascii[character] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        /** Two halves make one character; each by itself could not be judged. */
        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            return half || SafeText.isVisible(character) ? null : new SerializedString("\\u%04x".formatted(character));
        }
    }
}
