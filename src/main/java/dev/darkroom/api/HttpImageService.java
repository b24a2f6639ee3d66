package dev.darkroom.api;

import static java.util.Objects.requireNonNull;

import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service over HTTP/1.1. URLs are built from the base and an id, never taken from an answer; redirects are not
 * followed, since the JDK's client would carry the token to the other host; a POST is sent once.
 */
public final class HttpImageService implements ImageService {

    /** The JDK's own words, which tell a user nothing. */
    private static final String NO_BYTES = "parser received no bytes";

    private static final String BALANCE_PATH = "/prod/v2/balance";
    private static final Pattern MODEL_ID = Pattern.compile("\\w[\\w.~-]*(/\\w[\\w.~-]*)*");

    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));

    private final URI base;
    private final Token token;
    private final Deadlines deadlines;
    private final Exchange exchange;
    private final Wording wording;
    private final Answers answers;

    /**
     * @param base such as {@code https://model-api.runcomfy.net/v1}
     * @param token sent to this base alone, and to the vendor's own balance host if the base is the vendor's
     */
    public HttpImageService(URI base, Token token, JsonMapper json, InstantSource clock) {
        this(base, token, json, clock, DEADLINES, HttpClient.newBuilder());
    }

    /** With deadlines of its own and a client that is not built yet; version, redirects and connect timeout are set here. */
    HttpImageService(
            URI base, Token token, JsonMapper json, InstantSource clock, Deadlines deadlines, HttpClient.Builder http) {
        requireNonNull(base.getHost(), "the base has no host");
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.token = token;
        this.deadlines = deadlines;
        this.exchange = new Exchange(http.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadlines.connect())
                .build());
        this.wording = new Wording(token);
        this.answers = new Answers(json, wording, clock);
    }

    @Override
    public SubmitAnswer submit(String model, String input) throws InterruptedException {
        ObservedBody body = new ObservedBody(HttpRequest.BodyPublishers.ofString(input));
        HttpRequest request = to(modelPath(model))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try {
            return answers.submit(exchange.send(request, deadlines.submit()));
        } catch (IOException e) {
            String words = words(e);
            return !body.wasAskedFor() || neverLeft(e)
                    ? new SubmitAnswer.NotSent(words)
                    : new SubmitAnswer.Unknown(ErrorCode.NO_ANSWER, words);
        }
    }

    @Override
    public JobAnswer status(String requestId) throws InterruptedException {
        HttpRequest request = to(requestPath(requestId, "/status")).GET().build();
        try {
            return answers.status(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return new JobAnswer.Unclear(words(e), true);
        }
    }

    @Override
    public JobAnswer result(String requestId) throws InterruptedException {
        HttpRequest request =
                to(requestPath(requestId, "/result?include_cost=true")).GET().build();
        try {
            return answers.result(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return new JobAnswer.Unclear(words(e), true);
        }
    }

    @Override
    public CancelAnswer cancel(String requestId) throws InterruptedException {
        HttpRequest request = to(requestPath(requestId, "/cancel"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return answers.cancel(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return CancelAnswer.UNCLEAR;
        }
    }

    @Override
    public ModelAnswer model(String model) throws InterruptedException {
        try {
            return answers.model(model, exchange.send(to(modelPath(model)).GET().build(), deadlines.question()));
        } catch (IOException e) {
            return new ModelAnswer.Unclear(words(e), true);
        }
    }

    @Override
    public Optional<BigDecimal> balance() throws InterruptedException {
        HttpRequest request = to(balanceUri()).GET().build();
        try {
            return answers.balance(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The vendor's balance lies on a host of its own; any other service keeps the token at its own origin. */
    URI balanceUri() {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        boolean vendor = "https".equalsIgnoreCase(base.getScheme())
                && (host.equals("runcomfy.net") || host.endsWith(".runcomfy.net"));
        return vendor ? URI.create("https://api.runcomfy.net" + BALANCE_PATH) : base.resolve(BALANCE_PATH);
    }

    private static String requestPath(String requestId, String question) {
        if (!Answers.isRequestId(requestId)) {
            throw new IllegalArgumentException("not a request id");
        }
        return "/requests/" + requestId + question;
    }

    private static String modelPath(String model) {
        if (!MODEL_ID.matcher(model).matches()) {
            throw new IllegalArgumentException("not a model id");
        }
        return "/models/" + model;
    }

    private HttpRequest.Builder to(String path) {
        return to(URI.create(base + path));
    }

    private HttpRequest.Builder to(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", token.bearer())
                .header("Accept-Encoding", "identity")
                .header("Accept", "application/json");
    }

    /** No name, no connection, no TLS: the request itself was never on the wire. */
    private static boolean neverLeft(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private String words(IOException e) {
        String message = e.getMessage();
        if (message != null && message.contains(NO_BYTES)) {
            return "the connection was closed without an answer";
        }
        if (message == null || message.isBlank()) {
            return e instanceof ConnectException
                    ? "no connection to the service"
                    : e.getClass().getSimpleName();
        }
        return wording.of(message);
    }

    /**
     * How long to wait.
     *
     * @param connect for a connection
     * @param submit for the whole of a submit; one that times out may have been billed, so this is generous
     * @param question for the whole of any other call
     */
    record Deadlines(Duration connect, Duration submit, Duration question) {}
}
