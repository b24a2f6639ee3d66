package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Puts an {@link ObservedService} before the service of runs whose test wants it by system properties. */
@AutoConfiguration
@ConditionalOnProperty(ObservedService.CALLS)
class ObservedServiceConfiguration {

    @Bean
    static BeanPostProcessor observedService(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ImageService service ? ObservedService.before(service, environment) : bean;
            }
        };
    }
}
