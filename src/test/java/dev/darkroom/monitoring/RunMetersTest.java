package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.results.RunMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void register() {
        assertThat(new RunMeters(registry, "nightly", "nightly-1")).isNotNull();
    }

    /** Holds the names of the meters, which dashboards know. */
    @Test
    void the_names_are_those_that_collectors_know() {
        assertThat(registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "darkroom.rows",
                        "darkroom.spent.usd",
                        "darkroom.estimated.usd",
                        "darkroom.cap.usd",
                        "darkroom.requests.unknown",
                        "darkroom.requests.submitted",
                        "darkroom.requests.throttled",
                        "darkroom.requests.retries",
                        "darkroom.requests.possible.duplicates",
                        "darkroom.rate",
                        "darkroom.seconds.left",
                        "darkroom.state",
                        "darkroom.exit.code",
                        "darkroom.started.timestamp.seconds",
                        "darkroom.updated.timestamp.seconds",
                        "darkroom.ended.timestamp.seconds");
    }

    @Test
    void each_sample_of_the_table_is_a_meter_of_the_run_and_not_a_number_before_it_is_told() {
        Set<Meter> all = Set.copyOf(registry.getMeters());

        assertThat(all)
                .hasSize(RunMetric.ALL.stream()
                        .mapToInt(metric -> metric.samples().size())
                        .sum());
        assertThat(all).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("job")).isEqualTo("nightly");
            assertThat(meter.getId().getTag("run")).isEqualTo("nightly-1");
            assertThat(meter.measure())
                    .allSatisfy(now -> assertThat(now.getValue()).isNaN());
        });
    }
}
