package dev.darkroom.report;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands to a browser as numbered JSON messages, each with its answer, and hands on what the browser tells unasked. */
final class ProtocolSocket implements WebSocket.Listener {

    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final Consumer<JsonNode> events;

    private ProtocolSocket(Consumer<JsonNode> events) {
        this.events = events;
    }

    /** @param events gets the messages that answer no command */
    static ProtocolSocket open(HttpClient http, URI address, Consumer<JsonNode> events) {
        ProtocolSocket opened = new ProtocolSocket(events);
        http.newWebSocketBuilder()
                .buildAsync(address, opened)
                .thenAccept(opened.socket::complete)
                .join();
        return opened;
    }

    /**
     * Returns the result of a command.
     *
     * @throws IllegalStateException if the browser refuses it or does not answer
     */
    JsonNode send(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String text = JsonMapper.shared().writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.join().sendText(text, true).join();
        try {
            JsonNode told = answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IllegalStateException(method + ": " + told);
            }
            return told.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            take(JsonMapper.shared().readTree(message.toString()));
            message.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode told) {
        CompletableFuture<JsonNode> answer = answers.remove(told.path("id").asInt(-1));
        if (answer == null) {
            events.accept(told);
        } else {
            answer.complete(told);
        }
    }
}
