package dev.darkroom.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a model's inputs, as the service describes them now, with the schema that rows are checked by. The service's
 * silence counts for nothing: what it says of a field is compared, and what it leaves out may be as it was.
 */
public final class SchemaDrift {

    private static final String ADDITIONAL = "additionalProperties";

    /** The keywords by which a value can become invalid. */
    private static final List<String> LIMITS =
            List.of("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "enum");

    private final ImageModel theirs;
    private final List<FieldDrift> fields;

    private SchemaDrift(ImageModel theirs, List<FieldDrift> fields) {
        this.theirs = theirs;
        this.fields = List.copyOf(fields);
    }

    /**
     * Compares the schemas.
     *
     * @param described the service's {@code input_schema}, null if it gives none
     * @return empty if there is none, or it cannot be read as a schema
     */
    public static Optional<SchemaDrift> of(ImageModel ours, @Nullable JsonNode described) {
        if (!(described instanceof ObjectNode given)) {
            return Optional.empty();
        }
        try {
            ImageModel theirs = theirs(ours.id(), given);
            return Optional.of(new SchemaDrift(theirs, compare(ours, theirs)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static ImageModel theirs(String id, ObjectNode given) {
        ObjectNode inputs = given.deepCopy();
        if (!inputs.has(ADDITIONAL)) {
            // Only a schema that says so is known to refuse what it does not list.
            inputs.put(ADDITIONAL, true);
        }
        inputs.put("title", id);
        return new ImageModel(ServiceSchema.normalized(inputs)).compiled();
    }

    private static List<FieldDrift> compare(ImageModel ours, ImageModel theirs) {
        List<FieldDrift> fields = new ArrayList<>();
        Set<String> required = names(theirs);
        boolean closed = theirs.schema().path(ADDITIONAL).isBoolean()
                && !theirs.schema().path(ADDITIONAL).booleanValue();
        for (InputField field : ours.inputs()) {
            String message = theirs.hasInput(field.name())
                    ? difference(ours.field(field.name()), theirs.field(field.name()))
                    : closed ? "the service has no such input any more" : "the service does not list it any more";
            if (message != null) {
                fields.add(new FieldDrift(field.name(), message));
            }
        }
        for (InputField field : theirs.inputs()) {
            if (!ours.hasInput(field.name())) {
                fields.add(new FieldDrift(
                        field.name(),
                        required.contains(field.name())
                                ? "a new input of the service's, which it requires"
                                : "a new input of the service's"));
            }
        }
        return fields;
    }

    private static Set<String> names(ImageModel model) {
        Set<String> names = new TreeSet<>();
        model.schema().path("required").valueStream().forEach(name -> names.add(name.asString("")));
        return names;
    }

    /** Returns how the service's field differs in what it takes, null if it does not. */
    private static @Nullable String difference(JsonNode ours, JsonNode theirs) {
        boolean differs = (theirs.has("type") && !takesTypes(theirs, ours))
                || LIMITS.stream()
                        .anyMatch(limit -> theirs.has(limit) && !same(value(ours, limit), theirs.path(limit)));
        return differs
                ? "the service takes " + SchemaDescriptions.takes(theirs) + ", not " + SchemaDescriptions.takes(ours)
                : null;
    }

    /** Returns the value of a keyword; where texts or objects are taken, a list of texts is said of the texts alone. */
    private static JsonNode value(JsonNode schema, String keyword) {
        return schema.has(keyword) ? schema.path(keyword) : schema.path("then").path(keyword);
    }

    private static boolean takesTypes(JsonNode theirs, JsonNode ours) {
        JsonNode types = ours.path("type");
        return (types.isArray() ? types.valueStream() : List.of(types).stream())
                .map(type -> type.asString(""))
                .allMatch(type -> SchemaDescriptions.accepts(theirs, type)
                        || (type.equals("integer") && SchemaDescriptions.accepts(theirs, "number")));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray()) {
            return one.valueStream()
                    .collect(Collectors.toSet())
                    .equals(other.valueStream().collect(Collectors.toSet()));
        }
        return one.equals(other);
    }

    /** Returns the inputs that differ, ours first. */
    public List<FieldDrift> fields() {
        return fields;
    }

    /** Returns why the service would refuse a whole input that our schema lets pass; empty if nothing differs for it. */
    public List<InputFinding> refusals(ObjectNode input) {
        return fields.isEmpty() ? List.of() : theirs.check(input);
    }

    /**
     * An input that differs.
     *
     * @param name of the input
     * @param message how, in words that follow the name and a colon
     */
    public record FieldDrift(String name, String message) {

        @Override
        public String toString() {
            return name + ": " + message;
        }
    }
}
