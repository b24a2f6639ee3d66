package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The five models, and those of a job, with the simulator's own prices: made up, in a sensible order, and not to be budgeted with. Which
 * models drop images too many is from the vendor's pages. Thread-safe.
 */
final class ServiceModels {

    private static final String SCHEMAS = "/dev/darkroom/models/";

    private static final BigDecimal PRICE_OF_OTHERS = new BigDecimal("0.02");

    private final Map<String, ServiceModel> models = new LinkedHashMap<>();

    ServiceModels() {
        this(List.of());
    }

    /** @param others schemas of further models */
    ServiceModels(List<ObjectNode> others) {
        add("flux-2-flash-edit", "0.015", true);
        add("flux-2-flash-text-to-image", "0.01", true);
        add("flux-2-flex-edit", "0.06", false);
        add("flux-2-dev-edit", "0.025", true);
        add("flux-2-lora-edit", "0.03", true);
        for (ObjectNode schema : others) {
            ServiceModel model = new ServiceModel(schema, PRICE_OF_OTHERS, false);
            models.put(model.id(), model);
        }
    }

    /** @throws RefusedException if there is none of this id */
    ServiceModel get(String id) {
        ServiceModel model = models.get(id);
        if (model == null) {
            throw new RefusedException(RefusedException.UNKNOWN_MODEL, "Model not found: " + id);
        }
        return model;
    }

    private void add(String name, String price, boolean dropsExtraImages) {
        try (InputStream schema = ServiceModels.class.getResourceAsStream(SCHEMAS + name + ".json")) {
            Objects.requireNonNull(schema, () -> "no schema " + name);
            ObjectNode parsed = SimulatorJson.read(schema.readAllBytes()).asObject();
            ServiceModel model = new ServiceModel(parsed, new BigDecimal(price), dropsExtraImages);
            models.put(model.id(), model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
