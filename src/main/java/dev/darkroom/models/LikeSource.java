package dev.darkroom.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Chooses the size that a model takes whose proportion is nearest to a source's: a preset, or sides of one's own where the
 * model's schema has them. It never asks for more pixels than {@code square_hd} has.
 */
public final class LikeSource {

    /** The word that stands for the source's proportion in {@code image_size}; it is never sent. */
    public static final String WORD = "like-source";

    /** Sides that the models of this family work in. */
    private static final int STEP = 16;

    private static final int MIN_SIDE = 256;
    private static final int MAX_SIDE = 2048;
    private static final double MAX_PIXELS = 1024.0 * 1024;

    /** A preset that is so near is sent rather than sides, which not every page names. */
    private static final double NEAR = 0.005;

    /** A proportion that is nearer by a hundredth is worth a fifth of the pixels. */
    private static final double WEIGHT_OF_ERROR = 20;

    private static final Map<String, Double> PRESETS = Map.of(
            "square_hd", 1.0,
            "square", 1.0,
            "portrait_4_3", 3 / 4.0,
            "portrait_16_9", 9 / 16.0,
            "landscape_4_3", 4 / 3.0,
            "landscape_16_9", 16 / 9.0);

    private LikeSource() {}

    /**
     * Returns the {@code image_size} for a source of these sides, both more than 0; empty if the model takes none that this
     * class knows.
     */
    static Optional<JsonNode> size(ImageModel model, int width, int height) {
        JsonNode field = model.field(InputNames.IMAGE_SIZE);
        double wanted = width / (double) height;
        String preset = null;
        for (String name : presets(field)) {
            if (preset == null || error(proportion(name), wanted) < error(proportion(preset), wanted)) {
                preset = name;
            }
        }
        boolean custom = SchemaDescriptions.accepts(field, "object")
                && !field.path("properties").path(InputNames.WIDTH).isMissingNode();
        if (custom && (preset == null || error(proportion(preset), wanted) > NEAR)) {
            return Optional.of(sides(field.path("properties"), wanted));
        }
        return Optional.ofNullable(preset).map(StringNode::valueOf);
    }

    /** Returns the presets that a model takes, larger ones of a proportion first. */
    private static List<String> presets(JsonNode field) {
        JsonNode words =
                field.has("enum") ? field.path("enum") : field.path("then").path("enum");
        List<String> known = new ArrayList<>(words.valueStream()
                .map(JsonNode::asString)
                .filter(PRESETS::containsKey)
                .toList());
        if (known.contains("square_hd")) {
            known.remove("square");
        }
        return known;
    }

    private static double proportion(String preset) {
        return PRESETS.getOrDefault(preset, 1.0);
    }

    private static ObjectNode sides(JsonNode properties, double wanted) {
        int bestWidth = 0;
        int bestHeight = 0;
        double best = Double.MAX_VALUE;
        JsonNode heights = properties.path(InputNames.HEIGHT);
        JsonNode widths = properties.path(InputNames.WIDTH);
        for (int width = least(widths); width <= most(widths); width += STEP) {
            for (int height = least(heights);
                    height <= most(heights) && (long) width * height <= MAX_PIXELS;
                    height += STEP) {
                double score = WEIGHT_OF_ERROR * error(width / (double) height, wanted)
                        + Math.log(MAX_PIXELS / width / height);
                if (score < best) {
                    best = score;
                    bestWidth = width;
                    bestHeight = height;
                }
            }
        }
        ObjectNode sides = JsonNodeFactory.instance.objectNode();
        sides.put(InputNames.WIDTH, bestWidth);
        sides.put(InputNames.HEIGHT, bestHeight);
        return sides;
    }

    private static int least(JsonNode side) {
        int least = Math.max(MIN_SIDE, side.path("minimum").asInt(MIN_SIDE));
        return (least + STEP - 1) / STEP * STEP;
    }

    private static int most(JsonNode side) {
        return Math.min(MAX_SIDE, side.path("maximum").asInt(MAX_SIDE));
    }

    /** Returns the proportion, width to height, of an {@code image_size} as it is sent; empty if it does not tell one. */
    static Optional<Double> proportionOf(JsonNode size) {
        if (size.isString()) {
            return Optional.ofNullable(PRESETS.get(size.stringValue()));
        }
        double width = size.path(InputNames.WIDTH).asDouble(0);
        double height = size.path(InputNames.HEIGHT).asDouble(0);
        return width > 0 && height > 0 ? Optional.of(width / height) : Optional.empty();
    }

    /** Returns by how much one proportion is another, 0 for not at all, 0.5 for three to two. */
    static double error(double one, double other) {
        return Math.max(one, other) / Math.min(one, other) - 1;
    }
}
