package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import dev.darkroom.job.JobScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run with two requests at the service is started again by a job file that cannot be used any more. */
class OutstandingPurchasesIT {

    private static final String SILENT = ", faults: { status-401: { share: 1 } }";

    private final Path folder;

    OutstandingPurchasesIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void buyTwo() throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        new JobScene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,one,https://shop.example/1.jpg",
                        "b,two,https://shop.example/2.jpg",
                        "c,three,https://shop.example/3.jpg")
                .job()
                .replace("max-in-flight: 16", "max-in-flight: 2")
                .replace("service-time: 10ms", "service-time: 10ms" + SILENT);
        CliRun bought = CliRun.in(folder, "run", "job.yaml");
        assertThat(rows("submitted")).as(bought.err()).isEqualTo(2);
        letThemBeAsked();
    }

    /** Takes the fault out of the run's own copy of the job. */
    private void letThemBeAsked() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(".darkroom/runs"))) {
            Path recorded = runs.findFirst().orElseThrow().resolve("job.json");
            ObjectNode job = (ObjectNode) JsonMapper.shared().readTree(Files.readString(recorded));
            assertThat(((ObjectNode) job.path("simulator")).remove("faults")).isNotNull();
            Files.writeString(recorded, job.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"budgett: 3\n", "  - : [\n", "model: another\n"})
    void a_faulty_job_file_ends_with_2_and_what_was_bought_is_collected(String fault) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file) + fault);

        CliRun refused = CliRun.in(folder, "run", "job.yaml");

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("job.yaml:", "going on with");
        assertCollected();
    }

    @Test
    void a_job_file_that_is_gone_ends_with_2_and_what_was_bought_is_collected() throws IOException {
        Files.delete(folder.resolve("job.yaml"));

        CliRun refused = CliRun.in(folder, "run", "job.yaml");

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("there is no such job file");
        assertCollected();
    }

    @Test
    void another_jobs_faulty_file_collects_nothing() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), "budgett: 3\n");

        CliRun refused = CliRun.in(folder, "run", "other.yaml");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).doesNotContain("going on with");
        assertThat(rows("submitted")).isEqualTo(2);
    }

    private void assertCollected() throws IOException {
        assertThat(rows("succeeded")).isEqualTo(2);
        assertThat(rows("pending")).isEqualTo(1);
    }

    private int rows(String status) {
        return CliRun.in(folder, "status", "--json")
                .json()
                .path("rows")
                .path(status)
                .asInt();
    }
}
