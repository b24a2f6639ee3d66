package dev.darkroom.monitoring;

import dev.darkroom.api.HttpClients;
import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.io.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to an address of the user's own, which may well be inside their network. Redirects are not followed, no
 * token goes along, and the address, which may bear a secret, is never told beyond host and port. Never throws for what
 * goes wrong on the way. Thread-safe.
 */
final class WebhookClient {

    static final String EVENT = "Darkroom-Event";

    private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);

    /** Longer than an attempt may take, which ends it first. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Teams' older addresses answer 200 where they passed nothing on, and say so in the body. */
    private static final String NOT_DELIVERED = "Webhook message delivery failed";

    private static final int MAX_ANSWER = 300;
    private static final int MIN_SECRET = 6;

    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 425, 429);

    private final URI url;
    private final HttpClient http;

    public WebhookClient(URI url) {
        this.url = url;
        this.http = HttpClients.connectingWithin(CONNECT_TIMEOUT);
    }

    /**
     * Posts it and waits for the answer, or for the timeout. An interrupt ends it at once and stays set.
     *
     * @param event what it is about
     * @return why it could not be told, null if it was
     */
    public @Nullable String post(String event, String json, RetryLimits limits) {
        String trouble = "";
        for (int attempt = 1; attempt <= limits.failedCalls(); attempt++) {
            try {
                if (attempt > 1) {
                    TimeUnit.MILLISECONDS.sleep(limits.pause().toMillis());
                }
                WebhookAnswer answer = send(event, json, limits.timeout());
                int status = answer.status();
                if (status >= 200 && status < 300 && !answer.message().startsWith(NOT_DELIVERED)) {
                    log.info("told {} of the {}", place(), event);
                    return null;
                }
                trouble = WebhookFailure.of(status, answer.message());
                if (status < 500 && !WORTH_ANOTHER_TRY.contains(status)) {
                    break;
                }
            } catch (TimeoutException e) {
                trouble = WebhookFailure.of(limits.timeout());
            } catch (IOException e) {
                trouble = WebhookFailure.of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return untold(event, "there was no time left");
            }
        }
        return untold(event, trouble + ". Check notify.url");
    }

    private String untold(String event, String why) {
        String message = "could not tell " + place() + " of the " + event + ": " + why + "; the run is not affected";
        log.info(message);
        return message;
    }

    private String place() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    private WebhookAnswer send(String event, String json, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header(EVENT, event)
                .POST(BodyPublishers.ofString(json));
        ProxyRoutes.authorize(request, url);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(
                request.build(),
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes ->
                        body.write(bytes, 0, Math.min(bytes.length, MAX_ANSWER - Math.min(MAX_ANSWER, body.size()))))));
        try {
            int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return new WebhookAnswer(status, withoutSecrets(body.toString(StandardCharsets.UTF_8)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Takes the address's path and query out of what the server said: they may be a secret. */
    private String withoutSecrets(String message) {
        String safe = message;
        for (String part : (url.getRawPath() + "/" + url.getRawQuery()).split("[/&=]", -1)) {
            safe = part.length() < MIN_SECRET ? safe : safe.replace(part, "[…]");
        }
        return SafeText.line(safe).strip();
    }

    /** A server's answer, as far as it matters. */
    private record WebhookAnswer(int status, String message) {}

    /**
     * The limits of attempts and waiting.
     *
     * @param failedCalls number of attempts at most
     * @param timeout of each
     * @param pause between two
     */
    public record RetryLimits(int failedCalls, Duration timeout, Duration pause) {

        /** 17 seconds at most. */
        public static final RetryLimits DEFAULT = new RetryLimits(3, Duration.ofSeconds(5), Duration.ofSeconds(1));

        /** After a signal the whole process has nine seconds. */
        static final RetryLimits SHORT = new RetryLimits(1, Duration.ofSeconds(2), Duration.ZERO);
    }
}
