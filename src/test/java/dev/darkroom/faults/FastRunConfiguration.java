package dev.darkroom.faults;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ShortDeadlineService;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Sleeper;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets a run that is given a {@link FastClock} sleep by it and, if need be, wait less long for answers. */
@AutoConfiguration
class FastRunConfiguration {

    @Bean
    static BeanPostProcessor fastRun(ObjectProvider<MonotonicClock> clock, ObjectProvider<InstantSource> wall) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof Sleeper sleeper && clock.getObject() instanceof FastClock fast) {
                    return (Sleeper) time -> sleeper.sleep(time.dividedBy(fast.speed()));
                }
                if (bean instanceof ImageService && clock.getObject() instanceof FastClock fast) {
                    @Nullable URI base = fast.impatientOf();
                    return base == null
                            ? bean
                            : ShortDeadlineService.client(base, new ApiToken(FaultJob.TOKEN), wall.getObject());
                }
                return bean;
            }
        };
    }
}
