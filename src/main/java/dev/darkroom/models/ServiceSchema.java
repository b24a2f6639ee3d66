package dev.darkroom.models;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes JSON Schema (draft 2020-12) of what the service and the vendor's pages call one: there a number's type is
 * {@code float}, a picture's address has the format {@code image_uri}, {@code null} is a default, a field may say itself
 * that it is required, and the items of a list may come without a type. What is JSON Schema already stays as it is.
 */
public final class ServiceSchema {

    private static final Map<String, String> TYPES = Map.of(
            "float", "number", "double", "number", "decimal", "number", "int", "integer", "long", "integer", "str",
            "string", "text", "string", "bool", "boolean", "list", "array", "dict", "object");

    private static final Set<String> KNOWN =
            Set.of("string", "number", "integer", "boolean", "array", "object", "null");

    private static final String WEB_ADDRESS = "^[Hh][Tt][Tt][Pp][Ss]://\\S+$";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ServiceSchema() {}

    /**
     * Returns the schema of a model.
     *
     * @param given the service's answer for a model, with {@code model_id} and {@code input_schema}; or a schema whose
     *     title is the model's id
     * @throws IllegalArgumentException whose message stands after the file's name, if it is neither
     */
    public static ObjectNode normalized(JsonNode given) {
        boolean answer = given.has("input_schema");
        JsonNode inputs = answer ? given.path("input_schema") : given;
        if (!inputs.isObject() || !inputs.path("properties").isObject()) {
            throw new IllegalArgumentException("is not a schema of a model: it has no \"properties\"");
        }
        String id = answer
                ? given.path("model_id").asString("")
                : inputs.path("title").asString("");
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", id);
        Set<String> required = new TreeSet<>();
        inputs.path("required").valueStream().forEach(name -> required.add(name.asString("")));
        ObjectNode properties = JSON.objectNode();
        inputs.path("properties").forEachEntry((name, field) -> {
            if (field.path("required").isBoolean() && field.path("required").booleanValue()) {
                required.add(name);
            }
            properties.set(name, field(name, field));
        });
        inputs.forEachEntry((key, value) -> {
            if (!schema.has(key) && !key.equals("properties") && !key.equals("required")) {
                schema.set(key, value);
            }
        });
        schema.put("type", "object");
        schema.set("required", names(required));
        schema.set("properties", properties);
        if (!schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        refuseReferences(schema);
        return schema;
    }

    private static ArrayNode names(Set<String> required) {
        ArrayNode names = JSON.arrayNode();
        required.forEach(names::add);
        return names;
    }

    private static JsonNode field(String name, JsonNode given) {
        if (!given.isObject()) {
            return given;
        }
        ObjectNode field = (ObjectNode) given.deepCopy();
        type(name, field);
        String format = field.path("format").asString("");
        if (format.endsWith("uri") || format.endsWith("url")) {
            field.put("format", "uri");
            if (!field.has("pattern")) {
                field.put("pattern", WEB_ADDRESS);
            }
        } else {
            field.remove("format");
        }
        for (String key : List.of("default", "enum")) {
            if (field.path(key).isNull()) {
                field.remove(key);
            }
        }
        if (field.path("required").isBoolean()) {
            field.remove("required");
        }
        items(name, field);
        JsonNode inner = field.path("properties");
        if (inner instanceof ObjectNode properties) {
            for (String each : List.copyOf(properties.propertyNames())) {
                properties.set(each, field(name + "." + each, properties.path(each)));
            }
        }
        return field;
    }

    private static void type(String name, ObjectNode field) {
        JsonNode type = field.path("type");
        if (type.isArray()) {
            ArrayNode types = JSON.arrayNode();
            type.valueStream()
                    .map(each -> known(name, each.asString("")))
                    .filter(each -> !each.equals("null"))
                    .forEach(types::add);
            field.set("type", types.size() == 1 ? types.get(0) : types);
        } else if (type.isString()) {
            field.put("type", known(name, type.stringValue()));
        } else if (field.has("properties")) {
            field.put("type", "object");
        }
    }

    private static String known(String name, String type) {
        String standard = TYPES.getOrDefault(type, type);
        if (!KNOWN.contains(standard)) {
            throw new IllegalArgumentException("says that " + name + " is of the type \"" + type
                    + "\", which is not one" + " of JSON Schema: " + String.join(", ", new TreeSet<>(KNOWN)));
        }
        return standard;
    }

    private static void items(String name, ObjectNode field) {
        JsonNode items = field.path("items");
        if (items.isArray() && items.size() == 1) {
            items = items.get(0);
        }
        if (items.isObject()) {
            field.set("items", field(name + "[]", items));
        } else {
            field.remove("items");
        }
    }

    /** Refuses references, since a schema from elsewhere could make the program contact a host. */
    private static void refuseReferences(JsonNode schema) {
        for (JsonNode reference : schema.findValues("$ref")) {
            if (!reference.asString("").startsWith("#")) {
                throw new IllegalArgumentException("refers to another schema (\"$ref\"), which is not followed");
            }
        }
    }
}
