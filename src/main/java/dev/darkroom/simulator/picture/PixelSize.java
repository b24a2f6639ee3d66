package dev.darkroom.simulator.picture;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A picture's width and height in pixels, both positive. */
record PixelSize(int width, int height) {

    private static final int MIN_SIDE = 64;
    private static final int MAX = 2048;

    private static final Map<String, PixelSize> PRESETS = Map.of(
            "square_hd", new PixelSize(1024, 1024),
            "square", new PixelSize(512, 512),
            "portrait_4_3", new PixelSize(768, 1024),
            "portrait_16_9", new PixelSize(576, 1024),
            "landscape_4_3", new PixelSize(1024, 768),
            "landscape_16_9", new PixelSize(1024, 576));

    public PixelSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel");
        }
    }

    /** Returns the size that an {@code image_size} means: a preset, an object, or null for {@code auto}. */
    static @Nullable PixelSize of(JsonNode size) {
        if (size.isObject()) {
            return new PixelSize(
                    size.path("width").asInt(1), size.path("height").asInt(1));
        }
        return PRESETS.get(size.asString(""));
    }

    /** Returns the same within the limits that the simulator keeps to. */
    PixelSize bounded() {
        return new PixelSize(bounded(width), bounded(height));
    }

    /** Returns the same with a quarter of the width missing. */
    PixelSize narrowed() {
        return new PixelSize(Math.max(1, width * 3 / 4), height);
    }

    private static int bounded(int side) {
        return Math.max(MIN_SIDE, Math.min(MAX, side));
    }
}
