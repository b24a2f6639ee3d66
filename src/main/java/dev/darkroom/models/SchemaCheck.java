package dev.darkroom.models;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks inputs against a schema, and says what it refuses in {@link FindingMessages}. Compiled at the first check,
 * since whoever only lists the models checks nothing. Thread-safe.
 */
final class SchemaCheck {

    private final JsonNode schema;
    private final FindingMessages message;
    private volatile @Nullable Schema compiled;

    SchemaCheck(ObjectNode schema, String model) {
        this.schema = schema;
        message = new FindingMessages(model);
    }

    /** Returns one finding for each place that is wrong: of a value of the wrong type nothing more is said. */
    List<InputFinding> check(ObjectNode input) {
        List<Error> errors = compiled().validate(input);
        if (errors.isEmpty()) {
            return List.of();
        }
        List<InputFinding> findings = new ArrayList<>();
        Set<String> mistyped = new HashSet<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("type")) {
                mistyped.add(path(error));
            }
        }
        for (Error error : errors) {
            if (error.getKeyword().equals("type") || !mistyped.contains(path(error))) {
                findings.add(message.of(error, path(error), place(error.getInstanceLocation())));
            }
        }
        return findings;
    }

    private Schema compiled() {
        Schema ready = compiled;
        if (ready == null) {
            ready = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
            ready.initializeValidators();
            compiled = ready;
        }
        return ready;
    }

    /** Returns the path of the input that an error is about, the missing or superfluous one included. */
    private static String path(Error error) {
        StringBuilder path = new StringBuilder();
        NodePath location = error.getInstanceLocation();
        for (int index = 0; index < location.getNameCount(); index++) {
            if (location.getElement(index) instanceof Integer position) {
                path.append('[').append(position).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(location.getName(index));
            }
        }
        if (error.getProperty() != null) {
            path.append(path.isEmpty() ? "" : ".").append(error.getProperty());
        }
        return path.toString();
    }

    /** Returns the part of the schema that describes an instance's place. */
    private JsonNode place(NodePath location) {
        JsonNode place = schema;
        for (int index = 0; index < location.getNameCount(); index++) {
            boolean item = location.getElement(index) instanceof Integer;
            place = item ? place.path("items") : place.path("properties").path(location.getName(index));
        }
        return place;
    }
}
