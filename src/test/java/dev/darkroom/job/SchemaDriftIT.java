package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The service has come to describe a model otherwise than Darkroom knows it. */
class SchemaDriftIT {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    @TempDir
    Path folder;

    @Test
    void rows_that_the_service_would_refuse_by_now_are_not_bought_and_the_field_is_named() throws IOException {
        try (ServiceSimulator service = serviceThatTakes("png")) {
            CliRun plan = run(service, "webp", "", "plan");
            assertThat(plan.code()).as(plan.err()).isEqualTo(ExitCode.FINISHED);
            assertThat(plan.out()).contains("output_format: the service takes png, not jpeg, png or webp");

            CliRun run = run(service, "webp", "", "run");

            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .contains("it would refuse 1 row: row a, output_format")
                    .contains("models " + MODEL + " --fetch")
                    .contains("1 pending");
        }
    }

    @Test
    void rows_that_it_takes_are_bought_with_a_warning() throws IOException {
        try (ServiceSimulator service = serviceThatTakes("png")) {
            CliRun run = run(service, "png", "", "run");

            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
            assertThat(log()).contains("otherwise: output_format: the service takes png");
        }
    }

    @Test
    void a_job_that_gives_the_schema_itself_is_taken_at_its_word() throws IOException {
        Files.writeString(folder.resolve("own.json"), schema().toString());
        try (ServiceSimulator service = serviceThatTakes("png")) {
            CliRun run = run(service, "webp", "models: [own.json]", "run");

            assertThat(log()).contains("otherwise: output_format").doesNotContain("it would refuse");
            assertThat(run.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        }
    }

    private CliRun run(ServiceSimulator service, String format, String more, String command) throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "id,prompt,image_urls\na,on white,https://shop.example/a.jpg\n");
        Files.writeString(
                folder.resolve("job.yaml"),
                String.join(
                        "\n",
                        "name: drift",
                        "manifest: rows.csv",
                        "model: " + MODEL,
                        "api: " + service.base(),
                        "input: { image_size: square, output_format: " + format + " }",
                        "output: out/{{run}}",
                        "report: { sources: none }",
                        more));
        return CliRun.in(
                folder,
                Map.of("DARKROOM_HOME", folder.resolve("home").toString(), "RUNCOMFY_TOKEN", ServiceSimulator.TOKEN),
                command,
                folder.resolve("job.yaml").toString());
    }

    private String log() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return Files.readString(runs.findFirst().orElseThrow().resolve("run.log"));
        }
    }

    private static ServiceSimulator serviceThatTakes(String format) throws IOException {
        ObjectNode schema = schema();
        ((ObjectNode) schema.path("properties").path("output_format"))
                .putArray("enum")
                .add(format);
        return ServiceSimulator.start(
                new SimulatorSettings(8, Duration.ofMillis(20), 1, FaultRules.none(), List.of(schema)),
                null,
                0,
                InstantSource.system());
    }

    private static ObjectNode schema() {
        return ModelCatalog.builtIn().find(MODEL).orElseThrow().schema();
    }
}
