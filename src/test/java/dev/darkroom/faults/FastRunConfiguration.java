package dev.darkroom.faults;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.Impatient;
import dev.darkroom.api.Token;
import dev.darkroom.pace.Sleeper;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Lets the runs of tests that ask for it sleep by the fast clock and, if need be, wait less long for answers. */
@AutoConfiguration
@ConditionalOnProperty(FastRunConfiguration.SPEED)
class FastRunConfiguration {

    /** The system property that says how much shorter they sleep. */
    static final String SPEED = "darkroom.test.speed";

    /** The system property that holds the base of a service that is not waited for. */
    static final String IMPATIENT_OF = "darkroom.test.impatient-of";

    @Bean
    static BeanPostProcessor fastRun(Environment environment, ObjectProvider<InstantSource> clock) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof Sleeper sleeper) {
                    long speed = environment.getRequiredProperty(SPEED, Long.class);
                    return (Sleeper) time -> sleeper.sleep(time.dividedBy(speed));
                }
                return bean instanceof ImageService service ? service(service) : bean;
            }

            private ImageService service(ImageService service) {
                @Nullable String base = environment.getProperty(IMPATIENT_OF);
                return base == null
                        ? service
                        : Impatient.client(URI.create(base), new Token(Night.TOKEN), clock.getObject());
            }
        };
    }
}
