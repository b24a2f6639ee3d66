package dev.darkroom.simulator;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the simulated service's models. It is stricter than the real service: it refuses what that would fill with its
 * demo's defaults, and inputs it doesn't know. Thread-safe.
 */
final class ServiceModel {

    /**
     * The longest side; the real service says nothing of a limit for free sizes, and the simulator has to hold a
     * picture in memory.
     */
    private static final int MAX_SIDE = 2048;

    private static final int MIN_SIDE = 64;

    private static final Pattern TAKEN = Pattern.compile(
            "data:image/(png|jpeg|webp|gif);base64,|http://(127\\.0\\.0\\.1|localhost)(:\\d+)?/[^?]*[?](.*&)?X-Amz-Signature=");

    private final String id;
    private final ObjectNode schema;
    private final BigDecimal price;
    private final boolean dropsExtraImages;
    private final Schema compiled;

    /**
     * @param schema the model's input schema, its title being the model's id
     * @param price of one picture in USD
     * @param dropsExtraImages whether it takes its first images and drops the rest instead of refusing
     */
    ServiceModel(ObjectNode schema, BigDecimal price, boolean dropsExtraImages) {
        this.id = schema.path("title").stringValue();
        this.schema = schema;
        this.price = price;
        this.dropsExtraImages = dropsExtraImages;
        compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        compiled.initializeValidators();
    }

    String id() {
        return id;
    }

    BigDecimal price() {
        return price;
    }

    ObjectNode describe() {
        ObjectNode description = SimulatorJson.object();
        description.put("model_id", id);
        description.put("base_price_usd", price);
        description.put("price_unit", "image");
        description.put("pricing_note", "The simulator's own price, per picture made. Nothing is charged.");
        description.set("input_schema", schema);
        return description;
    }

    /**
     * Returns the input as the model will use it: checked, without images too many, with every default that bears on
     * the picture.
     *
     * @throws RefusedException if it is not valid
     */
    ObjectNode accept(ObjectNode input) {
        ObjectNode accepted = input.deepCopy();
        JsonNode images = accepted.path("image_urls");
        int most = schema.path("properties").path("image_urls").path("maxItems").asInt(Integer.MAX_VALUE);
        if (dropsExtraImages && images instanceof ArrayNode list) {
            while (list.size() > most) {
                list.remove(list.size() - 1);
            }
        }
        List<InputFault> faults = compiled.validate(withWebAddresses(accepted)).stream()
                .map(ServiceModel::fault)
                .toList();
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        checkSize(accepted.path("image_size"));
        fill(accepted, "image_size");
        fill(accepted, "output_format");
        return accepted;
    }

    /**
     * Returns a copy in which pictures' data, and addresses on this machine that are signed, are web addresses: the schema is
     * the one that clients check by, and the real service takes both.
     */
    private static ObjectNode withWebAddresses(ObjectNode input) {
        ObjectNode copy = input.deepCopy();
        if (copy.path("image_urls") instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                if (TAKEN.matcher(list.path(index).asString("")).lookingAt()) {
                    list.set(index, "https://picture.invalid/picture.png");
                }
            }
        }
        return copy;
    }

    private void fill(ObjectNode input, String field) {
        JsonNode value = schema.path("properties").path(field).path("default");
        if (!input.has(field) && !value.isMissingNode()) {
            input.set(field, value);
        }
    }

    private static void checkSize(JsonNode size) {
        for (String side : size.isObject() ? List.of("width", "height") : List.<String>of()) {
            int pixels = size.path(side).asInt(0);
            if (pixels < MIN_SIDE || pixels > MAX_SIDE) {
                String message = "must be from " + MIN_SIDE + " to " + MAX_SIDE;
                throw invalid(List.of(new InputFault("image_size." + side, "range", message)));
            }
        }
    }

    private static RefusedException invalid(List<InputFault> faults) {
        InputFault first = faults.get(0);
        String message = "Invalid input: " + (first.place().isEmpty() ? "" : first.place() + ": ") + first.message();
        return new RefusedException(RefusedException.INVALID_INPUT, message, faults);
    }

    private static InputFault fault(Error error) {
        String place =
                error.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
        return new InputFault(place, error.getKeyword(), error.getMessage());
    }
}
