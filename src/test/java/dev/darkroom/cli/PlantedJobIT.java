package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.SampleNight;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job files and recorded jobs that would send the token to a host the user never named. */
class PlantedJobIT {

    private static final String ELSEWHERE = "https://collector.invalid/v1";
    private static final Map<String, String> TOKEN = Map.of("RUNCOMFY_TOKEN", "secret");

    @TempDir
    private Path folder;

    @BeforeEach
    void job() throws IOException {
        SampleNight.write(folder, """
                submit: { rate: 500/s }
                output: out/{{run}}
                """, """
                id,prompt,image_urls
                a,fine,https://a.example/1.jpg
                b,[[fault:submit-lost]] lost,https://a.example/2.jpg
                """);
    }

    @Test
    void a_job_file_alone_does_not_send_the_token_to_another_host() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("simulator\n", ELSEWHERE + "\n"));
        for (List<String> command : List.of(
                List.of("run", "job.yaml", "--yes"),
                List.of("run", "job.yaml", "--new"),
                List.of("plan", "job.yaml"))) {
            refused(command);
        }
        Path token = Files.writeString(folder.resolve("token"), "secret");
        refused(List.of("run", "job.yaml", "--token-file", token.toString()));
        assertThat(folder.resolve(".darkroom/ledger.mv.db")).doesNotExist();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_recorded_job_does_not_either() throws IOException {
        assertThat(CliRun.in(folder, "run", "job.yaml").code()).isEqualTo(ExitCode.PICTURES_MISSING);
        Path recorded;
        try (Stream<Path> runs = Files.list(folder.resolve(".darkroom/runs"))) {
            recorded = runs.findFirst().orElseThrow();
        }
        String run = recorded.getFileName().toString();
        Path job = recorded.resolve("job.json");
        Files.writeString(job, Files.readString(job).replace("\"simulator\",", "\"" + ELSEWHERE + "\","));
        assertThat(Files.readString(job)).contains(ELSEWHERE);

        refused(List.of("resume", run, "--yes"));
        refused(List.of("resume", run, "--only", "unknown"));
        refused(List.of("cancel", run));
        refused(List.of("resolve", run, "b", "1b4e28ba-2fa1-11d2-883f-0016d3cca427"));
        CliRun another = CliRun.in(folder, TOKEN, "cancel", run, "--api", "https://other.invalid");
        assertThat(another.code()).isEqualTo(ExitCode.USAGE);
        assertThat(another.err()).contains("the run's service is " + ELSEWHERE);
    }

    private void refused(List<String> command) {
        CliRun run = CliRun.in(folder, TOKEN, command.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("the job sends the account's token to collector.invalid")
                .contains("--api " + ELSEWHERE);
    }
}
