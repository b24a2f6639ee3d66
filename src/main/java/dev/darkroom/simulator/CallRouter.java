package dev.darkroom.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.darkroom.simulator.CallCounter.CallKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out what a call is about, checks its token, and has the answer sent. Thread-safe. */
final class CallRouter implements HttpHandler {

    /** Holds four pictures of 6 MiB as data URIs. */
    private static final int MAX_BODY = 36 << 20;

    private static final Pattern BEARER = Pattern.compile("Bearer +\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern MODEL = Pattern.compile("/v1/models/(.+)");
    private static final Pattern REQUEST =
            Pattern.compile("/v1/requests/([A-Za-z0-9_-]{1,128})/(status|result|cancel)");
    private static final Pattern OUTPUT = Pattern.compile("/outputs/([A-Za-z0-9_-]{1,128})/(\\d{1,3})\\.([a-z]{3,4})");
    private static final Pattern CATALOG = Pattern.compile("/catalog/([A-Za-z0-9._-]+)");

    private final SubmitCalls submissions;
    private final ServiceCalls service;
    private final PictureCalls pictures;
    private final ControlCalls control;
    private final CallCounter counter;

    CallRouter(
            SubmitCalls submissions,
            ServiceCalls service,
            PictureCalls pictures,
            ControlCalls control,
            CallCounter counter) {
        this.submissions = submissions;
        this.service = service;
        this.pictures = pictures;
        this.control = control;
        this.counter = counter;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        SimulatedResponse answer;
        try {
            answer = answer(exchange);
        } catch (IOException gone) {
            exchange.close();
            throw gone;
        }
        if (answer.status() == 429) {
            counter.count(CallKind.THROTTLED);
        }
        ResponseDelivery.send(exchange, answer);
    }

    private SimulatedResponse answer(HttpExchange exchange) throws IOException {
        try {
            byte[] body = body(exchange);
            return route(
                    exchange,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    body);
        } catch (RefusedException refused) {
            return SimulatedResponse.error(refused);
        } catch (RuntimeException defect) {
            return SimulatedResponse.error(
                    new RefusedException(RefusedException.BROKEN, "The simulator failed: " + defect));
        }
    }

    private SimulatedResponse route(HttpExchange exchange, String method, String path, byte[] body) {
        if (path.startsWith("/v1/") || path.equals("/prod/v2/balance")) {
            checkToken(exchange);
            return service(method, path, exchange.getRequestURI().getRawQuery(), body);
        }
        Matcher output = OUTPUT.matcher(path);
        if (output.matches() && isGet(method)) {
            counter.count(CallKind.OUTPUT);
            return pictures.output(
                    output.group(1),
                    Integer.parseInt(output.group(2)),
                    output.group(3),
                    exchange.getRequestURI().getRawQuery() != null,
                    authorization(exchange));
        }
        Matcher catalog = CATALOG.matcher(path);
        if (catalog.matches() && isGet(method)) {
            return pictures.source(catalog.group(1));
        }
        if (path.equals(FaultAnswers.ELSEWHERE)) {
            counter.count(CallKind.ELSEWHERE);
        }
        return control.answer(method, path, body).orElseThrow(() -> noSuchCall(method, path));
    }

    private SimulatedResponse service(String method, String path, @Nullable String query, byte[] body) {
        Matcher model = MODEL.matcher(path);
        if (model.matches() && method.equals("POST")) {
            counter.count(CallKind.SUBMIT);
            return submissions.submit(model.group(1), body);
        }
        if (model.matches() && isGet(method)) {
            counter.count(CallKind.MODEL);
            return service.model(model.group(1));
        }
        if (path.equals("/prod/v2/balance") && isGet(method)) {
            counter.count(CallKind.BALANCE);
            return service.balance();
        }
        Matcher request = REQUEST.matcher(path);
        if (!request.matches() || request.group(2).equals("cancel") != method.equals("POST")) {
            throw noSuchCall(method, path);
        }
        String id = request.group(1);
        counter.count(CallKind.valueOf(request.group(2).toUpperCase(Locale.ROOT)));
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
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new RefusedException(RefusedException.TOO_LARGE, "The body is larger than 36 MB");
            }
            return body;
        }
    }
}
