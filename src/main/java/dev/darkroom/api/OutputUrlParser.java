package dev.darkroom.api;

import dev.darkroom.io.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads the URLs of a result's {@code output}: an object with any of {@code image}, {@code images}, {@code video} and
 * {@code videos} (the vendor's output schema), or, as its prose allows, a bare string or a bare array. Text that is no
 * web address is no output.
 */
final class OutputUrlParser {

    private static final List<String> KEYS = List.of("url", "image", "images", "video", "videos");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

    private OutputUrlParser() {}

    /**
     * Makes a URL printable; an address is not made of such characters, so no other one is requested, and whoever reads
     * it is safe.
     */
    private static String printable(String url) {
        return SafeText.replaceUnseen(
                url, point -> URLEncoder.encode(Character.toString(point), StandardCharsets.UTF_8));
    }

    /** Returns the URLs in the order given, each once. */
    static List<String> urls(JsonNode output) {
        Set<String> urls = new LinkedHashSet<>();
        collect(output, urls);
        return List.copyOf(urls);
    }

    private static void collect(JsonNode node, Set<String> urls) {
        if (node.isString()) {
            String text = node.asString().strip();
            if (WEB_ADDRESS.matcher(text).matches()) {
                urls.add(printable(text));
            }
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, urls));
        } else if (node.isObject()) {
            KEYS.forEach(key -> collect(node.path(key), urls));
        }
    }
}
