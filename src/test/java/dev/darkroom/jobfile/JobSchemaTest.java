package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/schemas/job.json to the reader of job files. */
class JobSchemaTest {

    /** What takes arithmetic, or a list that is not the schema's. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of("3s..2s", "8 of 7", "22:00-06:00 Europe/Berlen", "3-1");

    private final PublishedSchema schema;

    JobSchemaTest() throws IOException {
        schema = PublishedSchema.of("job");
    }

    @Test
    void it_is_made_of_the_table_of_keys() throws IOException {
        PublishedSchema.assertIs("job", JobSchema.make());
    }

    static Stream<Path> shipped_jobs() throws IOException {
        try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
            return jobs.filter(job -> job.toString().endsWith(".yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped_jobs")
    void a_shipped_job_is_valid_and_leads_editors_to_the_schema(Path job) throws IOException {
        String yaml = Files.readString(job);

        assertThat(faults(yaml)).isEmpty();
        assertThat(yaml).startsWith("# yaml-language-server: $schema=../docs/schemas/job.json\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("dev.darkroom.jobfile.JobFileKeysTest#every_key")
    void a_good_value_is_valid(String key, String good, String bad, Function<JobSpec, Object> value, Object expected) {
        assertThat(faults(job(key, good))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("dev.darkroom.jobfile.JobFileKeysTest#every_key")
    void a_bad_value_is_refused(String key, String good, String bad, Function<JobSpec, Object> value, Object expected) {
        List<String> faults = faults(job(key, bad.equals("'''") ? "''''" : bad));

        if (BEYOND_A_SCHEMA.contains(bad)) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary:",
                "canary: none",
                "submit:",
                "submit: { max-in-flight: }",
                "x-own: { any: [1] }",
                "notify: {}",
                "canary: '20'",
                "notify: [{ url: 'https://a.example/x', on: [stopped] }, { smtp: { host: relay, from: a@b.example, to:"
                        + " c@d.example } }]"
            })
    void what_the_reader_takes_besides_is_valid(String yaml) {
        assertThat(faults("manifest: rows.csv\n" + yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour: red",
                "submit: { rat: 2/s }",
                "submit: 5",
                "notify: [https]",
                "notify: { on: [start] }",
                "notify: { url: 'https://a.example', forma: slack }",
                "notify: { smtp: { host: a.example, from: a@b.example } }",
                "notify: { url: 'https://a.example', smtp: { host: a, from: a@b.c, to: a@b.c } }",
                "notify: { smtp: { host: a.example, port: 70000, from: a@b.c, to: a@b.c } }",
                "simulator: { faults: { rain: 5% } }"
            })
    void what_the_reader_refuses_besides_is_refused(String yaml) {
        assertThat(faults("manifest: rows.csv\n" + yaml)).isNotEmpty();
    }

    @Test
    void a_job_without_manifest_is_refused() {
        assertThat(faults("model: a/b")).isNotEmpty();
    }

    private List<String> faults(String yaml) {
        return schema.faults(JobSchema.json(yaml));
    }

    private static String job(String key, String value) {
        int dot = key.indexOf('.');
        return "manifest: rows.csv\n"
                + (dot < 0
                        ? key + ": " + value
                        : key.substring(0, dot) + ":\n  " + key.substring(dot + 1) + ": " + value);
    }
}
