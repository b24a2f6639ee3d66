package dev.darkroom.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.ResourcePropertySource;

/**
 * Holds Spring to the program's own configuration. No {@code SPRING_*} or {@code LOGGING_*} variable, no property of
 * the JVM and no {@code application.yml} beside the user changes what a run does; they may be meant for another
 * program.
 */
final class ProgramEnvironment extends AbstractEnvironment {

    private static final String PACKAGED = "classpath:/application.properties";

    private ProgramEnvironment(Map<String, Object> settings, PropertySource<?> packaged) {
        getPropertySources().addFirst(new MapPropertySource("program", settings));
        getPropertySources().addLast(packaged);
    }

    /**
     * Makes the environment of a run.
     *
     * @param meters where {@link MeteringConfiguration} pushes meters, null for nowhere
     * @param makesTables whether the run's start makes Spring Batch's tables; else they are there
     */
    static ProgramEnvironment of(@Nullable String meters, boolean makesTables) {
        Map<String, Object> settings = new HashMap<>();
        if (meters != null) {
            settings.put(MeteringConfiguration.ENDPOINT, meters);
        }
        if (!makesTables) {
            settings.put("spring.batch.jdbc.initialize-schema", "never");
            // Steps that start side by side would fail each other. The workspace's lock keeps a run from being made
            // twice.
            settings.put("spring.batch.jdbc.isolation-level-for-create", "read_committed");
        }
        try {
            return new ProgramEnvironment(settings, new ResourcePropertySource(PACKAGED));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Has no profiles: the usual look-up reads the JVM's properties and the process's variables. */
    @Override
    protected @Nullable String doGetActiveProfilesProperty() {
        return null;
    }

    @Override
    protected @Nullable String doGetDefaultProfilesProperty() {
        return null;
    }
}
