package dev.darkroom.job;

import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes meters, and bears a collector that is away: it says so once, by its host alone, and the run never waits for it
 * longer than two seconds. Thread-safe.
 */
final class PatientSender implements OtlpMetricsSender {

    private static final Logger log = LoggerFactory.getLogger(PatientSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final String host;
    private final OtlpMetricsSender sender = new OtlpHttpMetricsSender(new HttpUrlConnectionSender(TIMEOUT, TIMEOUT));
    private final AtomicBoolean said = new AtomicBoolean();

    PatientSender(String url) {
        this.host = String.valueOf(URI.create(url).getHost());
    }

    @Override
    public void send(Request request) {
        try {
            sender.send(request);
        } catch (Exception e) {
            if (said.compareAndSet(false, true)) {
                log.warn(
                        "the metrics could not be sent to {}: {}",
                        host,
                        e.getClass().getSimpleName());
            }
        }
    }
}
