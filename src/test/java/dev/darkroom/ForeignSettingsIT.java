package dev.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that lie about for other programs of the same frameworks, each of which would break or change a run. */
class ForeignSettingsIT {

    private static final String SETTINGS = """
            spring.batch.jdbc.initialize-schema=never
            spring.batch.job.enabled=true
            spring.main.lazy-initialization=true
            spring.main.sources=com.example.Missing
            spring.autoconfigure.exclude=org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration
            logging.level.root=TRACE
            debug=true
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void night() throws IOException {
        SampleNight.write(folder, "output: out\n", """
                id,prompt,image_urls
                a,fine,https://a.example/1.jpg
                """);
    }

    @Test
    void variables_change_nothing() throws Exception {
        Map<String, String> variables = Map.ofEntries(
                Map.entry("SPRING_BATCH_JDBC_INITIALIZE_SCHEMA", "never"),
                Map.entry("SPRING_BATCH_JDBC_TABLE_PREFIX", "OTHER_"),
                Map.entry("SPRING_PROFILES_ACTIVE", "prod"),
                Map.entry("SPRING_CONFIG_NAME", "other"),
                Map.entry("SPRING_CONFIG_LOCATION", "file:./missing/"),
                Map.entry("SPRING_CONFIG_IMPORT", "file:./missing.yml"),
                Map.entry("SPRING_MAIN_WEB_APPLICATION_TYPE", "reactive"),
                Map.entry("SPRING_APPLICATION_JSON", "{\"spring.main.sources\": \"com.example.Missing\"}"),
                Map.entry("SPRING_AUTOCONFIGURE_EXCLUDE", "com.example.Missing"),
                Map.entry("LOGGING_LEVEL_ROOT", "TRACE"),
                Map.entry("LOGGING_CONFIG", "missing.xml"),
                Map.entry("VCAP_APPLICATION", "{}"),
                Map.entry("DEBUG", "true"),
                Map.entry("TRACE", "true"));
        finishes(ProgramProcess.run(folder, variables, List.of(), "run", "job.yaml"));
    }

    @Test
    void files_beside_the_user_change_nothing() throws Exception {
        Files.writeString(folder.resolve("application.properties"), SETTINGS);
        Files.writeString(folder.resolve("application.yml"), "spring: { profiles: { active: prod } }\n");
        Files.writeString(folder.resolve("application-prod.yml"), "spring: [ not: settings\n");
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), SETTINGS);
        Files.writeString(folder.resolve("logback.xml"), "<configuration><broken");
        finishes(ProgramProcess.run(folder, Map.of(), List.of(), "run", "job.yaml"));
    }

    @Test
    void properties_of_the_jvm_change_nothing() throws Exception {
        List<String> options = List.of(
                "-Dspring.batch.jdbc.initialize-schema=never",
                "-Dspring.profiles.active=prod",
                "-Dspring.main.sources=com.example.Missing",
                "-Dlogging.level.root=TRACE",
                "-Ddebug=true",
                "-Dlogback.configurationFile=missing.xml",
                "-Dhikaricp.configurationFile=missing.properties");
        finishes(ProgramProcess.run(folder, Map.of(), options, "run", "job.yaml"));
    }

    private static void finishes(ProgramProcess run) {
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().lines().filter(line -> !line.matches("(workspace|run|rows|cost|files|look|  ) .*")))
                .as(run.output())
                .isEmpty();
    }
}
