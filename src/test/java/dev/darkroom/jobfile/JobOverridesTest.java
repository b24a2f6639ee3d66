package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.jobfile.rules.SubmitRules;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOverridesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(JobFile.BASE_VARIABLE, "https://environment.example/v1/");

    private final JobFiles jobs;

    JobOverridesTest(@TempDir Path folder) {
        this.jobs = new JobFiles(folder);
    }

    @Test
    void the_service_is_the_options_before_the_files_before_the_environments() {
        JobOverrides option = new JobOverrides(null, null, null, null, null, "http://127.0.0.1:9", null, List.of());
        String silent = "manifest: rows.csv";
        String says = silent + "\napi: simulator";

        assertThat(jobs.read(says, option, ENVIRONMENT).api().identity()).isEqualTo("http://127.0.0.1:9");
        assertThat(jobs.read(says, JobOverrides.NONE, ENVIRONMENT).api().identity())
                .isEqualTo("simulator");
        assertThat(jobs.read(silent, JobOverrides.NONE, ENVIRONMENT).api().identity())
                .isEqualTo("https://environment.example/v1");
        assertThat(jobs.read(silent, JobOverrides.NONE, Map.of()).api().identity())
                .isEqualTo(ServiceAddress.DEFAULT_BASE);
    }

    @Test
    void a_bad_address_in_the_environment_is_refused_by_the_variables_name() {
        Map<String, String> environment = Map.of(JobFile.BASE_VARIABLE, "http://a.example");

        assertThatThrownBy(() -> jobs.read("manifest: rows.csv", JobOverrides.NONE, environment))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith(
                        "RUNCOMFY_MODEL_API_BASE: api \"http://a.example\" would send the token unencrypted. Give");
    }

    @Test
    void every_option_of_its_own_wins_over_the_file() {
        JobSpec job = jobs.read(
                "manifest: rows.csv\nsubmit: { rate: 1/s, max-in-flight: 1 }\nbudget: { max-cost: 1 }\noutput: x",
                new JobOverrides("other.jsonl.gz", "out/{{run}}", "30/s", "7", "2.50", "simulator", "12", List.of()));

        assertThat(job.manifests())
                .containsExactly(Path.of("other.jsonl.gz").toAbsolutePath().toString());
        assertThat(job.output("r")).isEqualTo(Path.of("out/r").toAbsolutePath().toString());
        assertThat(job.submit().rate().perSecond()).isEqualTo(30);
        assertThat(job.submit().maxInFlight()).isEqualTo(7);
        assertThat(job.budget().maxCost()).isEqualTo(new BigDecimal("2.50"));
        assertThat(job.api().inProcess()).isTrue();
        assertThat(job.first()).isEqualTo(12);
    }

    @Test
    void set_reaches_every_key_and_takes_lists_as_yaml() {
        JobSpec job = jobs.read(
                "manifest: rows.csv\nsubmit: { rate: 1/s, max-in-flight: 3 }\ncanary: 5",
                JobFiles.set(
                        "submit.rate=120/min",
                        "report.by=[brand, category]",
                        "canary=none",
                        "input.prompt={{title}}: red # not a comment",
                        "input.seed=7",
                        "input.quoted=\"7\"",
                        "simulator={ service-time: 0 }",
                        "simulator.faults.submit-lost=0.1"));

        assertThat(job.submit()).isEqualTo(new SubmitRules(QuantityValues.rate("120/min"), 3));
        assertThat(job.report().by()).containsExactly("brand", "category");
        assertThat(job.canary()).isNull();
        assertThat(job.input().toString())
                .isEqualTo("{\"prompt\":\"{{title}}: red # not a comment\",\"seed\":7,\"quoted\":\"7\"}");
        assertThat(job.simulator().serviceTime()).isEqualTo(Duration.ZERO);
        assertThat(job.simulator().faults()).hasToString("{\"submit-lost\":0.1}");
        assertThat(job.placeOf("/input/prompt")).isEqualTo(ValuePlace.outside("--set input.prompt"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    submit.rates=2/s | --set submit.rates: unknown key submit.rates. Did you mean submit.rate?
                    submit.rate=fast | --set submit.rate: submit.rate "fast" is not a rate. Give a rate
                    report.by=[a     | --set report.by: this is not YAML
                    report.by=a      | --set report.by: report.by "a" is a single value, not a list. Give a list
                    canary           | --set: "canary" sets no key. Write it as
                    =3               | --set: "=3" sets no key. Write it as
                    submit=2/s       | --set submit: submit is a single value. Give its keys
                    """)
    void a_wrong_set_is_refused_by_its_name(String assignment, String told) {
        assertThat(jobs.problems("manifest: rows.csv", JobFiles.set(assignment)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith(told));
    }

    @Test
    void a_wrong_number_of_first_rows_is_refused() {
        JobOverrides first = new JobOverrides(null, null, null, null, null, null, "0", List.of());

        assertThat(jobs.problems("manifest: rows.csv", first))
                .extracting(InputProblem::toString)
                .containsExactly("--first: \"0\" is less than 1. Give a whole number from 1 on");
    }

    @Test
    void an_option_can_give_what_the_file_lacks() {
        assertThat(jobs.read("model: a/b", JobFiles.set("manifest=rows.csv")).manifests())
                .containsExactly(Path.of("rows.csv").toAbsolutePath().toString());
    }
}
