package dev.darkroom.models;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON that users write: numbers keep all their digits, a key given twice or anything after the value is an
 * error, and depth and sizes are limited so that no line can exhaust the memory. Thread-safe.
 */
public final class StrictJson {

    /** The longest text of one value, in characters. */
    public static final int MAX_TEXT = 8 * 1024 * 1024;

    static final int MAX_DEPTH = 64;
    static final int MAX_NUMBER = 100;
    static final int MAX_NAME = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .maxNameLength(MAX_NAME)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Returns the one value the text holds; a missing node for empty text.
     *
     * @throws JacksonException if the text is no JSON, or more than one value
     */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (NumberFormatException | ArithmeticException beyond) {
            throw new StreamConstraintsException("a number beyond all limits");
        }
    }
}
