package dev.darkroom.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out what a call is about, checks its token, and sends the answer. Thread-safe. */
final class Router implements HttpHandler {

    private static final int LARGEST_BODY = 1 << 20;
    private static final Pattern BEARER = Pattern.compile("Bearer +\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern MODEL = Pattern.compile("/v1/models/(.+)");
    private static final Pattern REQUEST =
            Pattern.compile("/v1/requests/([A-Za-z0-9_-]{1,128})/(status|result|cancel)");
    private static final Pattern OUTPUT = Pattern.compile("/outputs/([A-Za-z0-9_-]{1,128})/(\\d{1,3})\\.([a-z]{3,4})");
    private static final Pattern CATALOG = Pattern.compile("/catalog/([A-Za-z0-9._-]+)");

    private final Submissions submissions;
    private final ServiceCalls service;
    private final PictureCalls pictures;
    private final ControlCalls control;

    Router(Submissions submissions, ServiceCalls service, PictureCalls pictures, ControlCalls control) {
        this.submissions = submissions;
        this.service = service;
        this.pictures = pictures;
        this.control = control;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            byte[] body = body(exchange);
            return route(
                    exchange,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    body);
        } catch (RefusedException refused) {
            return Answer.error(refused);
        } catch (RuntimeException defect) {
            return Answer.error(new RefusedException(RefusedException.BROKEN, "The simulator failed: " + defect));
        }
    }

    private Answer route(HttpExchange exchange, String method, String path, byte[] body) {
        if (path.startsWith("/v1/") || path.equals("/prod/v2/balance")) {
            checkToken(exchange);
            return service(method, path, exchange.getRequestURI().getRawQuery(), body);
        }
        Matcher output = OUTPUT.matcher(path);
        if (output.matches() && isGet(method)) {
            String format = output.group(3);
            return pictures.output(output.group(1), Integer.parseInt(output.group(2)), format, authorization(exchange));
        }
        Matcher catalog = CATALOG.matcher(path);
        if (catalog.matches() && isGet(method)) {
            return pictures.source(catalog.group(1));
        }
        if (path.equals("/simulator/requests") && isGet(method)) {
            return control.requests();
        }
        if (path.equals("/simulator/balance") && method.equals("POST")) {
            return control.setBalance(body);
        }
        throw noSuchCall(method, path);
    }

    private Answer service(String method, String path, @Nullable String query, byte[] body) {
        Matcher model = MODEL.matcher(path);
        if (model.matches() && method.equals("POST")) {
            return submissions.submit(model.group(1), body);
        }
        if (model.matches() && isGet(method)) {
            return service.model(model.group(1));
        }
        if (path.equals("/prod/v2/balance") && isGet(method)) {
            return service.balance();
        }
        Matcher request = REQUEST.matcher(path);
        if (!request.matches() || request.group(2).equals("cancel") != method.equals("POST")) {
            throw noSuchCall(method, path);
        }
        String id = request.group(1);
        return switch (request.group(2)) {
            case "status" -> service.status(id);
            case "result" ->
                service.result(id, Objects.requireNonNullElse(query, "").contains("include_cost=true"));
            default -> service.cancel(id);
        };
    }

    private static void checkToken(HttpExchange exchange) {
        String authorization = authorization(exchange);
        if (authorization == null || !BEARER.matcher(authorization).matches()) {
            throw new RefusedException(RefusedException.BAD_TOKEN, "Missing or invalid API token");
        }
    }

    private static @Nullable String authorization(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Authorization");
    }

    private static boolean isGet(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static RefusedException noSuchCall(String method, String path) {
        return new RefusedException(RefusedException.NO_SUCH_CALL, "No such call: " + method + " " + path);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new RefusedException(RefusedException.TOO_LARGE, "The body is larger than 1 MB");
            }
            return body;
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.sent() < 0) {
            return;
        }
        Answer.Pause pause = answer.pause();
        if (pause.before() == 0) {
            rest(pause);
        }
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body(), 0, pause.before());
        if (pause.before() > 0) {
            out.flush();
            rest(pause);
        }
        out.write(answer.body(), pause.before(), answer.sent() - pause.before());
        out.flush();
    }

    private static void rest(Answer.Pause pause) throws IOException {
        try {
            Thread.sleep(pause.length().toMillis());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the simulator is closed");
        }
    }
}
