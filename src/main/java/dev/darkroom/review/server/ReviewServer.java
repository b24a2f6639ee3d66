package dev.darkroom.review.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves a run's page on the loopback address, below a path that holds a token, and takes the decisions made on it. Whoever
 * does not know the token is answered as if there were nothing.
 */
public final class ReviewServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int NO_BODY = -1;
    private static final int THREADS = 8;
    private static final String MAX_REQUEST_SECONDS = "30";

    private final HttpServer server;
    private final ExecutorService threads;
    private final String token;
    private final RequestGate gate;
    private final ServedFiles files;
    private final DecisionCalls decisions;
    private final Consumer<String> failures;

    private ReviewServer(
            HttpServer server,
            ExecutorService threads,
            String token,
            ServedFiles files,
            DecisionCalls decisions,
            Consumer<String> failures) {
        this.server = server;
        this.threads = threads;
        this.token = token;
        this.gate = new RequestGate(token, server.getAddress().getPort());
        this.files = files;
        this.decisions = decisions;
        this.failures = failures;
    }

    /**
     * Serves from now on.
     *
     * @param port the port, 0 for any that is free
     * @param output the run's output directory
     * @param pictures the files of its pictures, relative to that, with slashes
     * @param reviewer who decides where a page does not say it; empty if that is not known
     * @param desk takes the decisions, those of one call at a time
     * @param failures is told what goes wrong here; never with the token
     * @throws IOException if the port cannot be listened at
     */
    public static ReviewServer open(
            int port,
            Path output,
            Set<String> pictures,
            String reviewer,
            DecisionDesk desk,
            JsonMapper json,
            Consumer<String> failures)
            throws IOException {
        // Read once, when the server's classes load: without it a request may take for ever to arrive.
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        CustomizableThreadFactory naming = new CustomizableThreadFactory("review-");
        naming.setDaemon(true);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, naming);
        ReviewServer serving = new ReviewServer(
                server,
                threads,
                RequestGate.newToken(),
                new ServedFiles(output, pictures),
                new DecisionCalls(desk, reviewer, json),
                failures);
        server.createContext("/", serving::answer);
        server.setExecutor(threads);
        server.start();
        return serving;
    }

    /** Returns the address of the page, with the token: it is for the user's eyes alone, and for no log. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + token + "/" + ServedFiles.PAGE;
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            Optional<String> name = gate.behindToken(exchange.getRequestURI().getPath());
            if (name.isEmpty()) {
                send(exchange, ServedAnswer.text(NOT_FOUND, "not found"));
            } else if (!gate.isForUs(exchange.getRequestHeaders())) {
                send(exchange, ServedAnswer.text(FORBIDDEN, "another host"));
            } else {
                send(exchange, answerTo(exchange, name.get()));
            }
        } catch (IOException gone) {
            // Whoever asked does not wait any more; a decision is either recorded or sent again.
        }
    }

    private ServedAnswer answerTo(HttpExchange exchange, String name) {
        try {
            return name.equals(DecisionCalls.NAME) ? decide(exchange) : file(exchange, name);
        } catch (IOException | RuntimeException e) {
            failures.accept("not answered: " + FailureText.of(e));
            return ServedAnswer.text(FAILED, "this went wrong; the terminal says why");
        }
    }

    private ServedAnswer decide(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> decisions.made();
            case "POST" ->
                gate.isFromOurPage(exchange.getRequestHeaders())
                        ? decisions.take(exchange.getRequestBody())
                        : ServedAnswer.text(FORBIDDEN, "another page");
            default -> notAllowed(exchange, "GET, HEAD, POST");
        };
    }

    private ServedAnswer file(HttpExchange exchange, String name) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return notAllowed(exchange, "GET, HEAD");
        }
        Optional<Path> file = files.find(name);
        if (file.isEmpty()) {
            return ServedAnswer.text(NOT_FOUND, "not found");
        }
        String type = ServedFiles.type(name);
        return ServedFiles.isPage(name)
                ? new ServedAnswer(
                        OK, type, ServedPage.of(Files.readString(file.get())).getBytes(StandardCharsets.UTF_8))
                : new ServedAnswer(OK, type, Files.readAllBytes(file.get()));
    }

    private static ServedAnswer notAllowed(HttpExchange exchange, String allowed) {
        exchange.getResponseHeaders().set("Allow", allowed);
        return ServedAnswer.text(NOT_ALLOWED, "not allowed");
    }

    private static void send(HttpExchange exchange, ServedAnswer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Content-Security-Policy", "frame-ancestors 'none'");
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), headOnly || body.length == 0 ? NO_BODY : body.length);
        if (!headOnly && body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Ends, after what is being recorded is answered. */
    @Override
    public void close() {
        decisions.end();
        server.stop(0);
        threads.shutdownNow();
    }
}
