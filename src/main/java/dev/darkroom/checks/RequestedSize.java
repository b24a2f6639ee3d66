package dev.darkroom.checks;

import dev.darkroom.models.InputNames;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requested size, in pixels. What the words for sizes stand for is not on the vendor's pages; these are what the
 * words mean wherever this family of models is offered.
 */
record RequestedSize(int width, int height) {

    private static final Map<String, RequestedSize> WORDS = Map.of(
            "square_hd", new RequestedSize(1024, 1024),
            "square", new RequestedSize(512, 512),
            "portrait_4_3", new RequestedSize(768, 1024),
            "portrait_16_9", new RequestedSize(576, 1024),
            "landscape_4_3", new RequestedSize(1024, 768),
            "landscape_16_9", new RequestedSize(1024, 576));

    /** Reads the size from a model's input or its defaults; empty if it leaves the size to the model. */
    static Optional<RequestedSize> of(ObjectNode input) {
        JsonNode size = input.path(InputNames.IMAGE_SIZE);
        return size.isString()
                ? Optional.ofNullable(WORDS.get(size.asString()))
                : sides(size.isObject() ? size : input);
    }

    private static Optional<RequestedSize> sides(JsonNode sides) {
        int width = sides.path(InputNames.WIDTH).asInt(0);
        int height = sides.path(InputNames.HEIGHT).asInt(0);
        return width > 0 && height > 0 ? Optional.of(new RequestedSize(width, height)) : Optional.empty();
    }

    /** Returns by how many pixels the side that differs more does. */
    int distance(int foundWidth, int foundHeight) {
        return Math.max(Math.abs(foundWidth - width), Math.abs(foundHeight - height));
    }

    /** Returns by which part the proportion of the sides differs, 0 for none, towards 1 the more it does. */
    double distortion(int foundWidth, int foundHeight) {
        double asked = width / (double) height;
        double found = foundWidth / (double) foundHeight;
        return 1 - Math.min(asked, found) / Math.max(asked, found);
    }
}
