package dev.darkroom.models;

import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.PictureAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One model's input rules: a JSON Schema (draft 2020-12) whose title is the model's id, and what follows from it.
 * Compiled once; thread-safe.
 */
public final class ImageModel {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    private final String id;
    private final ObjectNode schema;
    private final Map<String, InputField> inputs = new LinkedHashMap<>();
    private final List<String> sentEmpty = new ArrayList<>();
    private final SchemaCheck check;
    private final AddressCheck addresses;
    private final AddressFields addressFields;

    /**
     * @param schema an object's schema, its title being the model's id
     * @throws IllegalArgumentException whose message stands after the schema's name, if its title is no model's id, or
     *     it has no properties
     */
    public ImageModel(ObjectNode schema) {
        this.schema = schema.deepCopy();
        id = schema.path("title").asString("");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("needs the model's id as its title, such as vendor/model/edit");
        }
        if (schema.path("properties").isEmpty()) {
            throw new IllegalArgumentException("describes no inputs: it has no properties");
        }
        Set<String> required = Set.copyOf(
                schema.path("required").valueStream().map(JsonNode::asString).toList());
        schema.path("properties").forEachEntry((name, field) -> {
            inputs.put(name, InputField.of(name, field, required.contains(name)));
            if (!required.contains(name) && defaultsToItems(field)) {
                sentEmpty.add(name);
            }
        });
        check = new SchemaCheck(this.schema, id);
        addresses = new AddressCheck(this.schema);
        addressFields = new AddressFields(this.schema);
    }

    /** Returns the id it is called by, such as {@code blackforestlabs/flux-2/flash/edit}. */
    public String id() {
        return id;
    }

    /** Returns its description in a sentence. */
    public String description() {
        return schema.path("description").asString("");
    }

    /** Returns a copy of its schema. */
    public ObjectNode schema() {
        return schema.deepCopy();
    }

    /** Returns its inputs in the schema's order. */
    public List<InputField> inputs() {
        return List.copyOf(inputs.values());
    }

    /** Returns whether it has an input of the name. */
    public boolean hasInput(String name) {
        return inputs.containsKey(name);
    }

    /** Returns whether the input is a list. */
    public boolean isList(String name) {
        return SchemaDescriptions.accepts(field(name), "array");
    }

    /**
     * Returns what was given for an input in the input's own type: numbers, true and false in any case, JSON for objects
     * and lists of them, a separator between the items of a list, whose empty ones fall away; addresses without what pads
     * them. What does not fit is returned as text, for {@link #check} to refuse.
     *
     * @param decimal the decimal point of numbers given as text: {@code .} or {@code ,}
     * @param separator between the items of a list given as text
     */
    public JsonNode convert(String name, JsonNode given, char decimal, ListSeparator separator) {
        return new InputText(decimal, separator).convert(given, field(name));
    }

    /** Converts text with {@code |} between items as {@link #convert(String, JsonNode, char, ListSeparator)} does. */
    public JsonNode convert(String name, JsonNode given, char decimal) {
        return convert(name, given, decimal, ListSeparator.PIPE);
    }

    /** Converts text with a decimal point as {@link #convert(String, JsonNode, char)} does. */
    public JsonNode convert(String name, String given) {
        return convert(name, StringNode.valueOf(given), '.');
    }

    /**
     * Returns the input with everything that must be sent even if it was not given: a list that the service would
     * otherwise fill with its demo's items is sent empty.
     */
    public ObjectNode complete(ObjectNode input) {
        ObjectNode whole = input.deepCopy();
        sentEmpty.stream().filter(name -> !whole.has(name)).forEach(whole::putArray);
        return whole;
    }

    /** Returns a whole input as it is sent: with its addresses encoded as a browser does. */
    public ObjectNode asSent(ObjectNode input) {
        return addressFields.map(input, PictureAddress::normalized);
    }

    /** Returns a copy of an input in which each address is what the operator makes of it. */
    public ObjectNode withAddresses(ObjectNode input, UnaryOperator<String> address) {
        return addressFields.map(input, address);
    }

    /**
     * Returns a whole input as its key is made of it: with its addresses as they were given, so that a row keeps its key
     * however addresses are encoded for sending, and without what the job keeps out of them.
     */
    public ObjectNode asKeyed(ObjectNode input, IgnoredQuery ignored) {
        return addressFields.map(input, address -> ignored.without(LocalPictureReference.identity(address)));
    }

    /**
     * Returns an input as it is compared with what earlier runs bought: with its addresses however they were written,
     * and without what the job keeps out of them.
     */
    public ObjectNode asCompared(ObjectNode input, IgnoredQuery ignored) {
        return addressFields.map(
                input, address -> ignored.without(LocalPictureReference.identity(PictureAddress.compared(address))));
    }

    /**
     * Compiles the schema now, which else the first check does.
     *
     * @throws IllegalArgumentException whose message stands after the schema's name, if it cannot be compiled
     */
    public ImageModel compiled() {
        try {
            check.check(JsonNodeFactory.instance.objectNode());
            return this;
        } catch (RuntimeException broken) {
            throw new IllegalArgumentException("is not a JSON Schema: " + broken.getMessage(), broken);
        }
    }

    /** Returns why the service would refuse this input, or misread it; empty if it is good. */
    public List<InputFinding> check(ObjectNode input) {
        List<InputFinding> findings = new ArrayList<>(check.check(input));
        Set<String> known = findings.stream().map(InputFinding::path).collect(Collectors.toUnmodifiableSet());
        findings.addAll(addresses.check(input, known));
        return List.copyOf(findings);
    }

    /** Returns what the user of a good input may not have meant. */
    public List<InputFinding> warnings(ObjectNode input) {
        return DefaultWarnings.of(input, this);
    }

    JsonNode field(String name) {
        Objects.requireNonNull(name, "name is null");
        return schema.path("properties").path(name);
    }

    private static boolean defaultsToItems(JsonNode field) {
        return SchemaDescriptions.accepts(field, "array")
                && !field.path("default").isEmpty();
    }
}
