package dev.darkroom.job;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.NoisePicture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulator, and before it the sample catalog's host, of which a test says when it answers and what. A question that it
 * does not answer yet it sends on to itself, so that nobody gives it up meanwhile.
 */
final class ShopFront implements AutoCloseable {

    private static final String CATALOG = "/catalog/";
    private static final ZonedDateTime LONG_AGO = ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final long HOP_SECONDS = 3;
    private static final Set<String> PASSED_ON = Set.of("authorization", "content-type", "idempotency-key");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ZonedDateTime anHourAgo = ZonedDateTime.now(ZoneOffset.UTC).minusHours(1);
    private final ServiceSimulator simulator;
    private final HttpServer server;
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private volatile String changed = "none";
    private volatile String awaited = "nothing";

    ShopFront() throws IOException {
        simulator = ServiceSimulator.start(
                new SimulatorSettings(
                        16, Duration.ofMillis(20), 1, FaultRules.ofShares(Map.of()), List.of(), NoisePicture.fixed()),
                null,
                0,
                InstantSource.system());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Lets no question for a source picture be answered before a prompt of these words is bought, or {@link #speak}. */
    void silentUntilBought(String prompt) {
        awaited = prompt;
        silence = new CountDownLatch(1);
    }

    /** Answers all questions from now on. */
    void speak() {
        silence.countDown();
    }

    /** Tells of an address that its picture was changed an hour ago. */
    void change(String picture) {
        changed = CATALOG + picture;
    }

    /** Waits until somebody has asked for a source picture. */
    void awaitQuestion() throws InterruptedException {
        if (!asked.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nobody asked for a source picture");
        }
    }

    /** Returns the prompts that were bought, in their order. */
    List<String> bought() throws IOException, InterruptedException {
        HttpResponse<String> told = http.send(
                HttpRequest.newBuilder(URI.create(simulator.base().toString()).resolve("/simulator/requests"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JsonMapper.shared()
                .readTree(told.body())
                .path("requests")
                .valueStream()
                .map(request -> request.path("input").path("prompt").asString())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().startsWith(CATALOG)) {
                answerForPicture(exchange);
            } else {
                passOn(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerForPicture(HttpExchange exchange) throws IOException, InterruptedException {
        asked.countDown();
        String path = exchange.getRequestURI().getPath();
        if (!silence.await(HOP_SECONDS, TimeUnit.SECONDS)) {
            exchange.getResponseHeaders().set("Location", path + "?" + System.nanoTime());
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        boolean isChanged = path.equals(changed);
        exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
        exchange.getResponseHeaders()
                .set("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(isChanged ? anHourAgo : LONG_AGO));
        exchange.sendResponseHeaders(200, -1);
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator.base().resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, values.get(0));
            }
        });
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode sent = body.length == 0 ? null : JsonMapper.shared().readTree(body);
        if (sent != null && awaited.equals(sent.path("prompt").asString())) {
            silence.countDown();
        }
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() throws IOException {
        speak();
        server.stop(0);
        threads.shutdownNow();
        simulator.close();
    }
}
