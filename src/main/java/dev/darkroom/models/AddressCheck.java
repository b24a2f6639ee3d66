package dev.darkroom.models;

import dev.darkroom.io.PictureAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Checks the addresses in an input beyond what a schema can say of them: whether each is a single, clean one. */
final class AddressCheck {

    private final JsonNode schema;

    AddressCheck(JsonNode schema) {
        this.schema = schema;
    }

    /** @param known the paths of which something is said already */
    List<InputFinding> check(JsonNode input, Set<String> known) {
        List<InputFinding> findings = new ArrayList<>();
        properties("", input, schema, known, findings);
        return findings;
    }

    private static void properties(
            String parent, JsonNode object, JsonNode schema, Set<String> known, List<InputFinding> findings) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String path = parent.isEmpty() ? entry.getKey() : parent + "." + entry.getKey();
            value(path, entry.getValue(), schema.path("properties").path(entry.getKey()), known, findings);
        }
    }

    private static void value(
            String path, JsonNode value, JsonNode schema, Set<String> known, List<InputFinding> findings) {
        if (value.isObject()) {
            properties(path, value, schema, known, findings);
        } else if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                value(path + "[" + index + "]", value.path(index), schema.path("items"), known, findings);
            }
        } else if (value.isString() && SchemaDescriptions.isUrl(schema) && !known.contains(path)) {
            PictureAddress.AddressFault fault = PictureAddress.fault(value.stringValue());
            if (fault != null) {
                findings.add(FindingMessages.address(path, value, fault));
            }
        }
    }
}
