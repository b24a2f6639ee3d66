package dev.darkroom.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Answers whether a worker lives ({@code /livez}) and whether it could take up a run ({@code /readyz}) with 200 or 503, as
 * Kubernetes asks. A client that does not end its request keeps others waiting only if there are many of its kind.
 */
public final class HealthEndpoint implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int NO_BODY = -1;
    private static final int THREADS = 16;
    private static final String MAX_REQUEST_SECONDS = "5";

    private final HttpServer server;
    private final ExecutorService threads;

    private HealthEndpoint(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Answers from now on.
     *
     * @throws IOException if the address cannot be listened at
     */
    public static HealthEndpoint open(InetSocketAddress address, WorkerHealth health) throws IOException {
        // Read once, when the server's classes load: without it a request may take for ever to arrive.
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/livez", exchange -> answer(exchange, health::isAlive));
        server.createContext("/readyz", exchange -> answer(exchange, health::isReady));
        CustomizableThreadFactory naming = new CustomizableThreadFactory("health-");
        naming.setDaemon(true);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, naming);
        server.setExecutor(threads);
        server.start();
        return new HealthEndpoint(server, threads);
    }

    private static void answer(HttpExchange exchange, BooleanSupplier well) throws IOException {
        try (exchange) {
            int status = status(exchange, well);
            boolean headOnly = exchange.getRequestMethod().equals("HEAD");
            if (status == NOT_ALLOWED) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            byte[] body = (status == OK ? "ok\n" : "no\n").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, headOnly ? NO_BODY : body.length);
            if (!headOnly) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static int status(HttpExchange exchange, BooleanSupplier well) {
        if (!exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath())) {
            // The server asks a context for all that begins as its path does.
            return NOT_FOUND;
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return NOT_ALLOWED;
        }
        return well.getAsBoolean() ? OK : UNAVAILABLE;
    }

    /** The port that it listens at. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
