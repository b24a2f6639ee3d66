package dev.darkroom.api;

import static java.util.Objects.requireNonNull;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
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
 * followed; a POST is sent once.
 */
final class HttpImageService implements ImageService {

    /** The JDK's own message, which tells a user nothing. */
    private static final String NO_BYTES = "parser received no bytes";

    /**
     * The deadlines of a run. The vendor's own clients wait up to 100 s for a submit's answer: whoever gives up earlier
     * makes a doubt where there was an answer.
     */
    static final CallDeadlines DEADLINES =
            new CallDeadlines(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(30));

    private final ServiceEndpoints endpoints;
    private final URI base;
    private final ApiToken token;
    private final CallDeadlines deadlines;
    private final DeadlineExchange exchange;
    private final MessageSanitizer wording;
    private final ResponseParser answers;

    /**
     * @param base such as {@code https://api.vendor.example/v1}
     * @param token sent to this base alone, and to the vendor's own balance host if the base is the vendor's
     */
    HttpImageService(ServiceProfile profile, URI base, ApiToken token, JsonMapper json, InstantSource clock) {
        this(profile, base, token, json, clock, DEADLINES);
    }

    HttpImageService(
            ServiceProfile profile,
            URI base,
            ApiToken token,
            JsonMapper json,
            InstantSource clock,
            CallDeadlines deadlines) {
        requireNonNull(base.getHost(), "the base has no host");
        this.endpoints = profile.endpoints();
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.token = token;
        this.deadlines = deadlines;
        this.exchange = new DeadlineExchange(HttpClients.connectingWithin(deadlines.connect()));
        this.wording = new MessageSanitizer(token);
        this.answers = new ResponseParser(profile, json, wording, clock);
    }

    @Override
    public SubmitResponse submit(String model, String input) throws InterruptedException {
        ObservedBody body = new ObservedBody(HttpRequest.BodyPublishers.ofString(input));
        HttpRequest request = to(endpoints.model(base, model))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try {
            return answers.submit(exchange.send(request, deadlines.submit()));
        } catch (IOException e) {
            String message = message(e);
            return !body.wasAskedFor() || neverLeft(e)
                    ? new SubmitResponse.NotSent(message)
                    : new SubmitResponse.OutcomeUnknown(ErrorCode.NO_ANSWER, message);
        }
    }

    @Override
    public JobResponse status(String requestId) throws InterruptedException {
        HttpRequest request = to(endpoints.status(base, requestId)).GET().build();
        try {
            return answers.status(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return new JobResponse.JobUnclear(message(e), true, FailureText.isPermanent(e));
        }
    }

    @Override
    public JobResponse result(String requestId) throws InterruptedException {
        HttpRequest request = to(endpoints.result(base, requestId)).GET().build();
        try {
            return answers.result(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return new JobResponse.JobUnclear(message(e), true, FailureText.isPermanent(e));
        }
    }

    @Override
    public CancelResponse cancel(String requestId) throws InterruptedException {
        HttpRequest request = to(endpoints.cancel(base, requestId))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return answers.cancel(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return CancelResponse.UNCLEAR;
        }
    }

    @Override
    public ModelResponse model(String model) throws InterruptedException {
        try {
            return answers.model(
                    model, exchange.send(to(endpoints.model(base, model)).GET().build(), deadlines.question()));
        } catch (IOException e) {
            return new ModelResponse.ModelUnclear(message(e), true, FailureText.isPermanent(e));
        }
    }

    @Override
    public Optional<BigDecimal> balance() throws InterruptedException {
        HttpRequest request = to(endpoints.balance(base)).GET().build();
        try {
            return answers.balance(exchange.send(request, deadlines.question()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder to(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        ProxyRoutes.authorize(request, uri);
        return request.header("Authorization", token.bearer())
                .header("Accept-Encoding", "identity")
                .header("Accept", "application/json");
    }

    /**
     * Returns whether the request never left, for want of a name, a connection or TLS: the request itself was never on
     * the wire.
     */
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

    private String message(IOException e) {
        String message = e.getMessage();
        String proxy = ProxyRoutes.through(base);
        if (message != null && message.contains(NO_BYTES)) {
            return "the connection was closed without an answer";
        }
        String there = proxy == null ? String.valueOf(base.getHost()) : "the proxy " + proxy;
        return wording.of(
                FailureText.ofCall(e, e instanceof ConnectException ? there : String.valueOf(base.getHost())));
    }

    /**
     * The timeouts of calls.
     *
     * @param connect for a connection
     * @param submit for the whole of a submit; one that times out may have been billed, so this is generous
     * @param question for the whole of any other call
     */
    record CallDeadlines(Duration connect, Duration submit, Duration question) {}
}
