package dev.darkroom.api;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers of a service, or of a gateway before it. */
final class CannedResponses {

    private CannedResponses() {}

    static HttpReply json(int status, String body) {
        return with(status, body, Map.of("Content-Type", "application/json"));
    }

    static HttpReply page(int status) {
        return with(status, "<html><body>nginx</body></html>", Map.of("Content-Type", "text/html"));
    }

    static HttpReply with(int status, String body, Map<String, String> headers) {
        Map<String, List<String>> values = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new HttpReply(status, HttpHeaders.of(values, (name, value) -> true), body);
    }
}
