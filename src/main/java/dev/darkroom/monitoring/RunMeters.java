package dev.darkroom.monitoring;

import dev.darkroom.results.RunMetric;
import dev.darkroom.results.RunSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the run's figures as meters: those of {@code metrics.prom}. Thread-safe. */
public final class RunMeters {

    private final AtomicReference<@Nullable RunSummary> latest = new AtomicReference<>();

    public RunMeters(MeterRegistry registry, String job, String run) {
        Tags tags = Tags.of("job", job, "run", run);
        for (RunMetric metric : RunMetric.ALL) {
            for (RunMetric.Sample sample : metric.samples()) {
                Tags all = metric.label().isEmpty() ? tags : tags.and(metric.label(), sample.labelValue());
                Gauge.builder(metric.meter(), latest, now -> value(now.get(), sample.value()))
                        .description(metric.help())
                        .tags(all)
                        .register(registry);
            }
        }
    }

    /** From now on the meters tell this. */
    public void tell(RunSummary summary) {
        latest.set(summary);
    }

    /** Returns a figure; one that is not known is not a number, which the registry leaves out. */
    private static double value(@Nullable RunSummary now, Function<RunSummary, @Nullable BigDecimal> figure) {
        BigDecimal value = now == null ? null : figure.apply(now);
        return value == null ? Double.NaN : value.doubleValue();
    }
}
