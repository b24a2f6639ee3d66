package dev.darkroom.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the simulator's own record of requests. */
final class AcceptanceCheck {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private AcceptanceCheck() {}

    /** Completes once the simulator has accepted a request of which the input holds this text. */
    static CompletableFuture<Void> of(String base, String message) {
        return CompletableFuture.runAsync(() -> {
            while (!accepted(base).toString().contains(message)) {
                Thread.onSpinWait();
            }
        });
    }

    /** Returns all accepted requests, in the order in which they were accepted. */
    static JsonNode accepted(String base) {
        URI uri = URI.create(base).resolve("/simulator/requests");
        try {
            String body = HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return JsonMapper.shared().readTree(body).path("requests");
        } catch (IOException e) {
            throw new IllegalStateException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
