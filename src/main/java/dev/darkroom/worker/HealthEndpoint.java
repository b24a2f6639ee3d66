package dev.darkroom.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Answers whether a worker lives ({@code /livez}) and whether it could take up a run ({@code /readyz}) with 200 or 503, as
 * Kubernetes asks.
 */
public final class HealthEndpoint implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;

    private HealthEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Answers from now on.
     *
     * @throws IOException if the address cannot be listened at
     */
    public static HealthEndpoint open(InetSocketAddress address, WorkerHealth health) throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/livez", exchange -> answer(exchange, health::isAlive));
        server.createContext("/readyz", exchange -> answer(exchange, health::isReady));
        server.start();
        return new HealthEndpoint(server);
    }

    private static void answer(HttpExchange exchange, BooleanSupplier well) throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET");
            int status = !reads ? NOT_ALLOWED : well.getAsBoolean() ? OK : UNAVAILABLE;
            byte[] body = (status == OK ? "ok\n" : "no\n").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The port that it listens at. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
