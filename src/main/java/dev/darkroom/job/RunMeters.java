package dev.darkroom.job;

import dev.darkroom.ledger.RowStatus;
import dev.darkroom.results.RunSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The run's figures as meters: those of {@code metrics.prom}. Thread-safe. */
final class RunMeters {

    private final AtomicReference<@Nullable RunSummary> latest = new AtomicReference<>();

    RunMeters(MeterRegistry registry, String job, String run) {
        Tags tags = Tags.of("job", job, "run", run);
        for (RowStatus status : RowStatus.values()) {
            gauge(registry, "darkroom.rows", tags.and("status", status.word()), now -> now.count(status));
        }
        gauge(registry, "darkroom.spent.usd", tags, now -> now.cost().spentUsd());
        gauge(registry, "darkroom.estimated.usd", tags, now -> now.cost().estimatedUsd());
        gauge(registry, "darkroom.cap.usd", tags, now -> now.cost().capUsd());
        gauge(
                registry,
                "darkroom.requests.submitted",
                tags,
                now -> now.requests().submitted());
        gauge(
                registry,
                "darkroom.requests.throttled",
                tags,
                now -> now.requests().throttled());
        gauge(registry, "darkroom.requests.retries", tags, now -> now.requests().retries());
        gauge(
                registry,
                "darkroom.requests.possible.duplicates",
                tags,
                now -> now.requests().possibleDuplicates());
        gauge(registry, "darkroom.requests.unknown", tags, now -> now.cost().unknownRequests());
        gauge(registry, "darkroom.rate", tags, RunSummary::ratePerS);
        gauge(registry, "darkroom.seconds.left", tags, RunSummary::secondsLeft);
        gauge(registry, "darkroom.exit.code", tags, RunSummary::exitCode);
    }

    /** From now on the meters tell this. */
    void tell(RunSummary summary) {
        latest.set(summary);
    }

    /** What is not known is not a number, which the registry leaves out. */
    private void gauge(MeterRegistry registry, String name, Tags tags, Function<RunSummary, @Nullable Number> figure) {
        Gauge.builder(name, latest, now -> value(now.get(), figure)).tags(tags).register(registry);
    }

    private static double value(@Nullable RunSummary now, Function<RunSummary, @Nullable Number> figure) {
        Number value = now == null ? null : figure.apply(now);
        return value == null ? Double.NaN : value.doubleValue();
    }
}
