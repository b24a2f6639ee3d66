package dev.darkroom.job;

import dev.darkroom.monitoring.RunNotifications;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.step.LeasedPart;
import dev.darkroom.step.RunContext;
import dev.darkroom.submit.PurchaseConfirmation;
import java.time.InstantSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts Spring for a run as it is: Boot's application would first look for configuration files, profiles and listeners of
 * which a run has none, and take an eighth of the time until its first purchase for it.
 */
public final class RunSpring {

    private final InstantSource wall;
    private final MonotonicClock clock;
    private final JsonMapper json;

    public RunSpring(InstantSource wall, MonotonicClock clock, JsonMapper json) {
        this.wall = wall;
        this.clock = clock;
        this.json = json;
    }

    /** Starts it for the process that manages the run. */
    ConfigurableApplicationContext start(
            RunContext context, ServiceAccess service, PurchaseConfirmation user, RunNotifications notices) {
        AnnotationConfigApplicationContext spring = prepared(context, service, user);
        spring.registerBean(RunNotifications.class, () -> notices);
        spring.refresh();
        return spring;
    }

    /** Starts it for a worker, which makes what it needs to submit, collect and download, and nothing else. */
    public ConfigurableApplicationContext startWorker(RunContext context, ServiceAccess service, LeasedPart part) {
        AnnotationConfigApplicationContext spring = prepared(context, service, (purchases, estimate) -> true);
        spring.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        spring.registerBean(LeasedPart.class, () -> part);
        spring.refresh();
        return spring;
    }

    private AnnotationConfigApplicationContext prepared(
            RunContext context, ServiceAccess service, PurchaseConfirmation user) {
        String meters =
                System.getProperty(MeteringConfiguration.ENDPOINT, System.getenv(MeteringConfiguration.ENDPOINT));
        AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
        spring.setEnvironment(ProgramEnvironment.of(meters, !context.workspace().isShared()));
        spring.setAllowBeanDefinitionOverriding(false);
        spring.registerBean(RunContext.class, () -> context);
        spring.registerBean(PurchaseConfirmation.class, () -> user);
        // It is open for longer than Spring: whoever opened it closes it.
        spring.registerBean(ServiceAccess.class, () -> service, bean -> bean.setDestroyMethodName(""));
        spring.registerBean(InstantSource.class, () -> wall);
        spring.registerBean(MonotonicClock.class, () -> clock);
        spring.registerBean(JsonMapper.class, () -> json);
        spring.register(RunConfiguration.class);
        return spring;
    }
}
