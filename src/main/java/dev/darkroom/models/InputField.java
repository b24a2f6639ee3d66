package dev.darkroom.models;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One input of a model, as the {@code models} command shows it.
 *
 * @param name the key it is sent under, and the manifest column that gives it
 * @param type what it holds, in a word or two: {@code text}, {@code number}, {@code list of https URLs}
 * @param required whether a row without it is refused
 * @param defaultValue what the service takes when it is left out; null if it has no default
 * @param limits the least and the most it takes, as a text; empty where there is no limit
 * @param allowed the only texts it takes; empty if any will do
 * @param description what it is for
 */
public record InputField(
        String name,
        String type,
        boolean required,
        @Nullable JsonNode defaultValue,
        String limits,
        List<String> allowed,
        String description) {

    public InputField {
        allowed = List.copyOf(allowed);
    }

    static InputField of(String name, JsonNode schema, boolean required) {
        JsonNode defaultValue = schema.get("default");
        return new InputField(
                name,
                SchemaDescriptions.type(schema),
                required,
                defaultValue == null || defaultValue.isNull() ? null : defaultValue,
                SchemaDescriptions.limits(schema),
                SchemaDescriptions.allowed(schema),
                schema.path("description").asString(""));
    }
}
