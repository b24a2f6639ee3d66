package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {

    @TempDir
    Path folder;

    private CliRun run(Map<String, String> variables, String... arguments) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("DARKROOM_HOME", folder.resolve("home").toString());
        return CliRun.in(folder, environment, arguments);
    }

    @Test
    void without_a_database_there_is_nothing_that_a_worker_could_take_part_in() {
        CliRun refused = run(Map.of(), "worker");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("set DARKROOM_DB");
    }

    @Test
    void nor_does_a_run_start_any() throws IOException {
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                output: out
                """);
        Files.writeString(folder.resolve("rows.csv"), "id,prompt,image_urls\na,edit,https://shop.example/a.jpg\n");

        CliRun refused = run(Map.of(), "run", job.toString(), "--workers", "2");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("--workers needs a workspace in PostgreSQL")
                .contains("leave --workers out");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void an_address_of_its_health_needs_a_port() {
        CliRun refused = run(
                Map.of("DARKROOM_DB", "jdbc:postgresql://localhost:1/none?user=nobody"),
                "worker",
                "--health-address",
                "0.0.0.0");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("give --health-port too");
    }
}
