package dev.darkroom.job;

import dev.darkroom.monitoring.NonBlockingSender;
import dev.darkroom.monitoring.RunMeters;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.step.RunContext;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Pushes Spring Batch's meters, the circuit breakers' and our own to an OpenTelemetry collector where the environment
 * names one.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">the variable</a>
 */
@Configuration(proxyBeanMethods = false)
@Conditional(MeteringConfiguration.EndpointIsNamed.class)
class MeteringConfiguration {

    static final String ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    private static final Duration STEP = Duration.ofSeconds(15);

    /** Closing it pushes the last figures. */
    @Bean(destroyMethod = "close")
    MeterRegistry meterRegistry(Environment environment) {
        String url = environment.getRequiredProperty(ENDPOINT);
        OtlpConfig config = new OtlpConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public String url() {
                return url;
            }

            @Override
            public Duration step() {
                return STEP;
            }
        };
        return OtlpMeterRegistry.builder(config)
                .metricsSender(new NonBlockingSender(url))
                .build();
    }

    /** Boot hands it to Spring Batch. */
    @Bean
    ObservationRegistry observationRegistry(MeterRegistry meters) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return registry;
    }

    @Bean
    RunMeters runMeters(MeterRegistry registry, ServiceCircuitBreaker circuitBreaker, RunContext context) {
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuitBreaker.registry())
                .bindTo(registry);
        return new RunMeters(registry, context.run().job(), context.run().id());
    }

    /** Tells whether an endpoint is named. A variable that is there but empty names nothing. */
    static final class EndpointIsNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty(ENDPOINT, "").isBlank();
        }
    }
}
