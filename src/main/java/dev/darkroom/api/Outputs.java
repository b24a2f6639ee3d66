package dev.darkroom.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The URLs of a result's {@code output}: an object with any of {@code image}, {@code images}, {@code video} and
 * {@code videos} (the vendor's output schema), or, as its prose allows, a bare string or a bare array.
 */
final class Outputs {

    private static final List<String> KEYS = List.of("image", "images", "video", "videos");

    private Outputs() {}

    /** Returns the URLs in the order given, each once. */
    static List<String> urls(JsonNode output) {
        Set<String> urls = new LinkedHashSet<>();
        if (output.isObject()) {
            KEYS.forEach(key -> collect(output.path(key), urls));
        } else {
            collect(output, urls);
        }
        return List.copyOf(urls);
    }

    private static void collect(JsonNode node, Set<String> urls) {
        if (node.isString() && !node.asString().isBlank()) {
            urls.add(node.asString().strip());
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, urls));
        } else if (node.isObject()) {
            collect(node.path("url"), urls);
        }
    }
}
