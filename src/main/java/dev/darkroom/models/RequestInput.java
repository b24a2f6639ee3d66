package dev.darkroom.models;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads of a request's input what Darkroom itself acts on, whatever model it is for.
 *
 * @param fields the input as it is sent, or was
 */
public record RequestInput(JsonNode fields) {

    public RequestInput {
        Objects.requireNonNull(fields, "fields is null");
    }

    /** Returns the prompt, null if there is none. */
    public @Nullable String prompt() {
        JsonNode prompt = fields.path(InputNames.PROMPT);
        return prompt.isString() ? prompt.stringValue() : null;
    }

    /** Returns the addresses of the source pictures, in their order. */
    public List<String> pictures() {
        return InputNames.PICTURES.stream()
                .map(fields::path)
                .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    /** Returns the seed, null if there is none. */
    public @Nullable Long seed() {
        JsonNode seed = fields.path(InputNames.SEED);
        return seed.isIntegralNumber() ? seed.longValue() : null;
    }

    /** Counts the outputs that are requested. */
    public int outputs() {
        return Math.max(1, fields.path(InputNames.OUTPUTS).asInt(1));
    }
}
