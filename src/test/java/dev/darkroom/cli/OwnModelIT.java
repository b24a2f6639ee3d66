package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.job.ExitCode;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that Darkroom does not know: its schema is fetched, named in the job, and rows are checked by it and sent. */
class OwnModelIT {

    private final Path folder;

    OwnModelIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void job() throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("upscale.json"), """
                {"model_id": "vendor/upscale/v2", "input_schema": {"properties": {
                  "prompt": {"type": "string", "required": true},
                  "image_urls": {"type": "array", "items": {"type": "string", "format": "image_uri"}, "maxItems": 1},
                  "strength": {"type": "float", "minimum": 0, "maximum": 1},
                  "seed": {"type": "integer"}}}}""");
        Files.writeString(folder.resolve("jobs/job.yaml"), """
                manifest: ../rows.csv
                model: vendor/upscale/v2
                models: [../upscale.json]
                api: simulator
                input: { strength: 0.5 }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                output: ../out/{{run}}
                """);
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls,strength
                a,sharper,https://a.example/1.jpg,
                b,sharper,https://a.example/2.jpg,7
                """);
    }

    @Test
    void rows_are_checked_by_it_and_bought_and_the_run_keeps_it() throws IOException {
        CliRun first = darkroom("run", "jobs/job.yaml");

        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        Path output = onlyFolderIn(folder.resolve("out"));
        List<String> results = Files.readAllLines(output.resolve("results.jsonl"));
        assertThat(results.get(0)).contains("\"succeeded\"", "\"vendor/upscale/v2\"");
        assertThat(results.get(1)).contains("\"rejected\"", "strength");

        Files.delete(folder.resolve("upscale.json"));
        assertThat(darkroom("report").code()).isZero();
        assertThat(darkroom("resume").code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(darkroom("resume", "--rebuild").code()).isEqualTo(ExitCode.PICTURES_MISSING);
        CliRun gone = darkroom("run", "jobs/job.yaml");
        assertThat(gone.code()).isEqualTo(ExitCode.USAGE);
        assertThat(gone.err()).contains("jobs/job.yaml:3:10", "is not there");
    }

    @ParameterizedTest
    @CsvSource({"validate", "plan", "run"})
    void one_that_makes_video_is_refused_by_all_commands_alike(String command) throws IOException {
        String image = Files.readString(folder.resolve("upscale.json"));
        Files.writeString(
                folder.resolve("upscale.json"), image.replaceFirst("\\{", "{\"categories\": [\"Image to Video\"], "));
        CliRun refused = darkroom(command, "jobs/job.yaml");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out() + refused.err())
                .contains(
                        "job.yaml:3:10", "the model vendor/upscale/v2 makes video, and Darkroom keeps pictures alone");
        assertThat(folder.resolve("out")).doesNotExist();

        Files.writeString(
                folder.resolve("upscale.json"),
                image.replaceFirst("\\{", "{\"kind\": \"image\", \"categories\": [\"Image to Video\"], "));
        assertThat(darkroom("plan", "jobs/job.yaml").code()).isZero();
    }

    @Test
    void what_makes_video_is_not_fetched() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            byte[] answer =
                    "{\"model_id\":\"v/m\",\"kind\":\"video\",\"input_schema\":{\"properties\":{\"prompt\":{}}}}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        try {
            String api = "http://127.0.0.1:" + service.getAddress().getPort() + "/v1";
            CliRun refused = darkroom("models", "v/m", "--fetch", "--api", api);
            assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("the model v/m makes video, and Darkroom keeps pictures alone");
        } finally {
            service.stop(0);
        }
    }

    @Test
    void pictures_are_checked_by_its_defaults() throws IOException {
        Files.writeString(folder.resolve("upscale.json"), """
                {"model_id": "vendor/upscale/v2", "input_schema": {"properties": {
                  "prompt": {"type": "string", "required": true},
                  "image_size": {"type": "string", "enum": ["square", "square_hd"], "default": "square"},
                  "seed": {"type": "integer"}}}}""");
        Path job = folder.resolve("jobs/job.yaml");
        Files.writeString(
                job,
                Files.readString(job)
                        .replace("input: { strength: 0.5 }\n", "")
                        .replace("service-time: 0s", "service-time: 0s, faults: { output-narrow: { share: 1 } }"));
        Files.writeString(folder.resolve("rows.csv"), "id,prompt\na,sharper\n");

        CliRun run = darkroom("run", "jobs/job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        List<String> results =
                Files.readAllLines(onlyFolderIn(folder.resolve("out")).resolve("results.jsonl"));
        assertThat(results.get(0)).contains("\"succeeded\"", "\"flags\":[\"size=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [../upscale.json, ../upscale.json] | is the second schema of the model vendor/upscale/v2
            [../rows.csv]                      | is not JSON (line 1, column
            [../jobs]                          | is not there
            ../upscale.json                    | not a list
            [{ title: vendor/x }]              | has no "properties\"""")
    void what_is_no_model_is_refused_where_it_stands(String models, String message) throws IOException {
        Path job = folder.resolve("jobs/job.yaml");
        Files.writeString(job, Files.readString(job).replace("[../upscale.json]", models));

        CliRun validation = darkroom("validate", "jobs/job.yaml");

        assertThat(validation.code()).isEqualTo(ExitCode.USAGE);
        assertThat(validation.out()).contains("job.yaml", message, "models --fetch");
    }

    @Test
    void a_schema_is_fetched_as_the_job_takes_it() throws IOException {
        SimulatorSettings settings = new SimulatorSettings(1, Duration.ZERO, 1, Map.of());
        try (ServiceSimulator simulator = ServiceSimulator.start(settings, null, 0, InstantSource.system())) {
            String api = simulator.base().toString();
            CliRun fetched = darkroom("models", "blackforestlabs/flux-2/flex/edit", "--fetch", "--api", api);
            assertThat(fetched.code()).as(fetched.err()).isZero();
            assertThat(fetched.json().path("title").asString()).isEqualTo("blackforestlabs/flux-2/flex/edit");
            Files.writeString(folder.resolve("upscale.json"), fetched.out());
            Path job = folder.resolve("jobs/job.yaml");
            Files.writeString(
                    job,
                    Files.readString(job)
                            .replace("vendor/upscale/v2", "blackforestlabs/flux-2/flex/edit")
                            .replace("strength: 0.5", "image_size: square"));
            CliRun validation = darkroom("validate", "jobs/job.yaml");
            assertThat(validation.code()).as(validation.out()).isZero();

            CliRun unknown = darkroom("models", "vendor/unheard-of", "--fetch", "--api", api);
            assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
            assertThat(unknown.err()).contains("does not describe the model vendor/unheard-of");
        }
        assertThat(darkroom("models", "--fetch").code()).isEqualTo(ExitCode.USAGE);
        CliRun away = darkroom("models", "vendor/x", "--fetch", "--api", "http://127.0.0.1:1/v1");
        assertThat(away.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(away.err()).contains("did not answer");
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }

    private static Path onlyFolderIn(Path parent) throws IOException {
        try (var folders = Files.list(parent)) {
            return folders.findFirst().orElseThrow();
        }
    }
}
