package dev.darkroom.bucket;

import java.util.Map;

/** Names the content types of the files that a run leaves, by which a browser shows them. */
final class ContentTypes {

    static final String BYTES = "application/octet-stream";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("jsonl", "application/x-ndjson"),
            Map.entry("log", "text/plain; charset=utf-8"),
            Map.entry("prom", "text/plain; charset=utf-8"));

    private ContentTypes() {}

    static String of(String file) {
        return BY_ENDING.getOrDefault(file.substring(file.lastIndexOf('.') + 1), BYTES);
    }
}
