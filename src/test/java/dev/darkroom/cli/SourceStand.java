package dev.darkroom.cli;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulator, and before it the sample catalog's host with sources that a test makes. */
final class SourceStand implements AutoCloseable {

    private static final String CATALOG = "/catalog/";
    private static final Set<String> PASSED_ON = Set.of("authorization", "content-type");

    /** Answers one request for a source. */
    @FunctionalInterface
    interface SourcePage {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, SourcePage> pages = new ConcurrentHashMap<>();
    private final Map<Integer, Runnable> awaited = new ConcurrentHashMap<>();
    private final List<String> names = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final ServiceSimulator simulator;
    private final HttpServer server;

    SourceStand() throws IOException {
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
        return url("/v1");
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void page(String name, SourcePage page) {
        pages.put(name, page);
    }

    /** Gives a part if one is asked for, as most hosts do. */
    void bytes(String name, String type, byte[] bytes) {
        page(name, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("ETag", "\"" + name + "\"");
            if (("\"" + name + "\"").equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            boolean part = exchange.getRequestHeaders().containsKey("Range") && bytes.length > 0;
            int length = part ? Math.min(bytes.length, 64 << 10) : bytes.length;
            if (part) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-" + (length - 1) + "/" + bytes.length);
            }
            exchange.sendResponseHeaders(part ? 206 : 200, length == 0 ? -1 : length);
            exchange.getResponseBody().write(bytes, 0, length);
        });
    }

    void status(String name, int status) {
        page(name, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    /** Announces a large file and sends it whole, whatever part is asked for. */
    void huge(String name, byte[] begin, long bytes) {
        page(name, exchange -> {
            exchange.sendResponseHeaders(200, bytes);
            exchange.getResponseBody().write(begin);
            more(exchange, bytes - begin.length);
        });
    }

    /** Sends a large file without telling how large it is. */
    void hugeWithoutLength(String name, byte[] begin, long bytes) {
        page(name, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(begin);
            more(exchange, bytes - begin.length);
        });
    }

    private void more(HttpExchange exchange, long bytes) throws IOException {
        byte[] more = new byte[64 << 10];
        for (long left = bytes; left > 0; left -= more.length) {
            exchange.getResponseBody().write(more, 0, (int) Math.min(left, more.length));
            sent.addAndGet(more.length);
        }
    }

    /** Has something done when so many requests for sources have come. */
    void whenAsked(int count, Runnable action) {
        awaited.put(count, action);
    }

    void redirect(String name, String location) {
        page(name, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** Returns how many requests for sources came. */
    int asked() {
        return asked.get();
    }

    /** Returns the names of the sources that were asked for, each as often as it was. */
    List<String> askedNames() {
        return List.copyOf(names);
    }

    /** Returns about how many bytes of large files went out. */
    long sent() {
        return sent.get();
    }

    /** Returns the inputs that were bought. */
    List<JsonNode> bought() throws IOException, InterruptedException {
        HttpResponse<String> told = http.send(
                HttpRequest.newBuilder(URI.create(simulator.base().toString()).resolve("/simulator/requests"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JsonMapper.shared()
                .readTree(told.body())
                .path("requests")
                .valueStream()
                .map(request -> request.path("input"))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith(CATALOG)) {
                awaited.getOrDefault(asked.incrementAndGet(), () -> {}).run();
                names.add(path.substring(CATALOG.length()));
                pages.getOrDefault(path.substring(CATALOG.length()), none -> none.sendResponseHeaders(404, -1))
                        .answer(exchange);
            } else {
                passOn(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        simulator.close();
    }
}
