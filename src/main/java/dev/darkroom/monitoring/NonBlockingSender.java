package dev.darkroom.monitoring;

import dev.darkroom.api.HttpClients;
import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.io.FailureText;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes meters, and bears a collector that is away: it says so once, by its host alone, and the run never waits for it
 * longer than two seconds. Thread-safe.
 */
public final class NonBlockingSender implements OtlpMetricsSender {

    private static final Logger log = LoggerFactory.getLogger(NonBlockingSender.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String host;
    private final HttpClient http = HttpClients.connectingWithin(CONNECT_TIMEOUT);
    private final AtomicBoolean said = new AtomicBoolean();

    public NonBlockingSender(String url) {
        this.host = String.valueOf(URI.create(url).getHost());
    }

    @Override
    public void send(Request metrics) {
        try {
            int status = post(metrics);
            if (status < 200 || status >= 300) {
                complain("HTTP " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            complain(e instanceof TimeoutException ? "no answer in time" : FailureText.ofCall(e, "it"));
        }
    }

    private int post(Request metrics) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(metrics.getAddress()))
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(metrics.getMetricsData()));
        metrics.getHeaders().forEach(request::header);
        ProxyRoutes.authorize(request, URI.create(metrics.getAddress()));
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } finally {
            answer.cancel(true);
        }
    }

    private void complain(String what) {
        if (said.compareAndSet(false, true)) {
            log.warn("the metrics could not be sent to {}: {}", host, what);
        }
    }
}
