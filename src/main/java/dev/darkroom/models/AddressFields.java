package dev.darkroom.models;

import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Rewrites the addresses in an input: the texts that its schema calls addresses. */
final class AddressFields {

    private final JsonNode schema;

    AddressFields(JsonNode schema) {
        this.schema = schema;
    }

    /** Returns a copy of the input in which each address is what the operator makes of it. */
    ObjectNode map(ObjectNode input, UnaryOperator<String> address) {
        return object(input, schema, address);
    }

    private static ObjectNode object(JsonNode object, JsonNode schema, UnaryOperator<String> address) {
        ObjectNode mapped = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode field = schema.path("properties").path(entry.getKey());
            mapped.set(entry.getKey(), value(entry.getValue(), field, address));
        }
        return mapped;
    }

    private static JsonNode value(JsonNode value, JsonNode schema, UnaryOperator<String> address) {
        if (value.isObject()) {
            return object(value, schema, address);
        }
        if (value.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> items.add(value(item, schema.path("items"), address)));
            return items;
        }
        return value.isString() && SchemaDescriptions.isUrl(schema)
                ? StringNode.valueOf(address.apply(value.stringValue()))
                : value;
    }
}
