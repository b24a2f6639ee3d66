package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says beside its figures, and how it is refused. */
class PlanNotesIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void job() throws IOException {
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                """);
        Files.writeString(folder.resolve("rows.csv"), "id,prompt,image_urls\na,fine,https://a.example/1.jpg\n");
    }

    @Test
    void a_price_that_is_none_of_an_output_is_named_and_not_taken() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            byte[] body = "{\"base_price_usd\": 0.5, \"price_unit\": \"second\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        try {
            String api = "http://127.0.0.1:" + service.getAddress().getPort() + "/v1";
            CliRun plan = CliRun.in(folder, "plan", "job.yaml", "--api", api);

            assertThat(plan.code()).as(plan.err()).isEqualTo(ExitCode.FINISHED);
            assertThat(plan.out())
                    .contains("unknown; set budget.price", "second")
                    .doesNotContain("0.50 USD an output");
        } finally {
            service.stop(0);
        }
    }

    @Test
    void a_size_like_the_source_that_nobody_looks_at_is_named() throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replace("image_size: square", "image_size: like-source"));

        CliRun valid = CliRun.in(folder, "validate", "job.yaml");
        Files.writeString(job, Files.readString(job) + "sources: { look: never }\n");
        CliRun plan = CliRun.in(folder, "plan", "job.yaml");
        CliRun never = CliRun.in(folder, "validate", "job.yaml");

        assertThat(valid.code()).isZero();
        assertThat(valid.out())
                .contains(
                        "what is sent is known once the sources are looked at. See it by plan, or by validate --check-urls")
                .contains("1 row: 1 good, 0 bad; 1 warning");
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).contains("a row that asks for image_size: like-source is sent without a size");
        assertThat(never.out()).contains("the model's own size is what comes back. Set sources.look to auto or always");
    }

    /** Plan and run tell of job and manifest at once, as validate does. */
    @Test
    void all_problems_of_job_and_manifest_are_told_at_once() throws IOException {
        Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(folder.resolve("job.yaml")) + "columns: { id: SKU, keep: [brand] }\nbudgett: {}\n");

        for (String command : new String[] {"plan", "run"}) {
            CliRun refused = CliRun.in(folder, command, "job.yaml");

            assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err())
                    .containsSubsequence(
                            "rows.csv has no column SKU. The nearest one is id",
                            "rows.csv has no column brand",
                            "job.yaml:7:1: unknown key budgett. Did you mean budget?");
        }
    }
}
