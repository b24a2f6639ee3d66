package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Puts an {@link ObservedService} before the service of runs whose test wants it by system properties. */
@AutoConfiguration
@Conditional(ObservedServiceConfiguration.CallsAreObserved.class)
class ObservedServiceConfiguration {

    @Bean
    static BeanPostProcessor observedService() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ImageService service
                        ? ObservedService.before(service, new StandardEnvironment())
                        : bean;
            }
        };
    }

    /** A run's own environment has no properties of the JVM. */
    static final class CallsAreObserved implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return System.getProperty(ObservedService.CALLS) != null;
        }
    }
}
