package dev.darkroom.api;

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
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service over HTTP/1.1. URLs are built from the base and an id, never taken from an answer; redirects are not
 * followed, since the JDK's client would carry the token to the other host; a POST is sent once.
 */
public final class HttpImageService implements ImageService {

    /** A submit that times out is a doubt, not a safety: it may have been billed. So its deadline is generous. */
    private static final Duration SUBMIT_DEADLINE = Duration.ofSeconds(60);

    private static final Duration QUESTION_DEADLINE = Duration.ofSeconds(30);
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
    private static final String BALANCE_PATH = "/prod/v2/balance";

    private final URI base;
    private final Token token;
    private final Exchange exchange;
    private final Answers answers;

    /**
     * @param base such as {@code https://model-api.runcomfy.net/v1}
     * @param token sent to this base alone, and to the vendor's own balance host if the base is the vendor's
     */
    public HttpImageService(URI base, Token token, JsonMapper json, InstantSource clock) {
        this.base = base;
        this.token = token;
        this.exchange = new Exchange(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_DEADLINE)
                .build());
        this.answers = new Answers(json, clock);
    }

    @Override
    public SubmitAnswer submit(String model, String input) throws InterruptedException {
        HttpRequest request = to("/models/" + model)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(input))
                .build();
        try {
            return answers.submit(exchange.send(request, SUBMIT_DEADLINE));
        } catch (IOException e) {
            String words = words(e);
            return neverLeft(e) ? new SubmitAnswer.NotSent(words) : new SubmitAnswer.Unknown("NO_ANSWER", words);
        }
    }

    @Override
    public JobAnswer status(String requestId) throws InterruptedException {
        HttpRequest request = to("/requests/" + requestId + "/status").GET().build();
        try {
            return answers.status(exchange.send(request, QUESTION_DEADLINE));
        } catch (IOException e) {
            return new JobAnswer.Unclear(words(e), true);
        }
    }

    @Override
    public JobAnswer result(String requestId) throws InterruptedException {
        HttpRequest request =
                to("/requests/" + requestId + "/result?include_cost=true").GET().build();
        try {
            return answers.result(exchange.send(request, QUESTION_DEADLINE));
        } catch (IOException e) {
            return new JobAnswer.Unclear(words(e), true);
        }
    }

    @Override
    public CancelAnswer cancel(String requestId) throws InterruptedException {
        HttpRequest request = to("/requests/" + requestId + "/cancel")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return answers.cancel(exchange.send(request, QUESTION_DEADLINE));
        } catch (IOException e) {
            return CancelAnswer.UNCLEAR;
        }
    }

    @Override
    public Optional<ModelInfo> model(String model) throws InterruptedException {
        try {
            return answers.model(
                    model, exchange.send(to("/models/" + model).GET().build(), QUESTION_DEADLINE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<BigDecimal> balance() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(balanceUri())
                .header("Authorization", token.bearer())
                .GET()
                .build();
        try {
            return answers.balance(exchange.send(request, QUESTION_DEADLINE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private URI balanceUri() {
        String host = base.getHost();
        boolean vendor = host.equals("runcomfy.net") || host.endsWith(".runcomfy.net");
        return vendor ? URI.create("https://api.runcomfy.net" + BALANCE_PATH) : base.resolve(BALANCE_PATH);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", token.bearer())
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

    private static String words(IOException e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e instanceof ConnectException
                    ? "no connection to the service"
                    : e.getClass().getSimpleName();
        }
        return message;
    }
}
