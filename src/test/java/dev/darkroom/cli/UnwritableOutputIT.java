package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.SampleNight;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Output directories on a disk that is not mounted: said in plain words, before anything is bought. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
class UnwritableOutputIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void job() throws IOException {
        SampleNight.write(folder, """
                budget: { max-cost: 0.03 }
                output: runs/{{run}}
                """, """
                id,prompt,image_urls
                a,fine,https://a.example/1.jpg
                b,fine,https://a.example/2.jpg
                c,fine,https://a.example/3.jpg
                """);
    }

    @Test
    void a_run_that_would_begin_there_is_refused() throws IOException {
        unmounted();
        refused(CliRun.in(folder, "run", "job.yaml"));
        assertThat(CliRun.in(folder, "runs").out()).doesNotContain("night");
        assertThat(folder.resolve(".darkroom/runs")).isEmptyDirectory();
    }

    @Test
    void a_run_that_would_go_on_there_is_refused_and_goes_on_once_it_is_back() throws IOException {
        assertThat(CliRun.in(folder, "run", "job.yaml").code()).isEqualTo(ExitCode.STOPPED);
        Files.move(folder.resolve("runs"), folder.resolve("kept"));
        unmounted();
        refused(CliRun.in(folder, "run", "job.yaml"));
        refused(CliRun.in(folder, "resume"));
        Files.delete(folder.resolve("runs"));
        Files.move(folder.resolve("kept"), folder.resolve("runs"));
        CliRun back = CliRun.in(folder, "resume", "--max-cost", "5");
        assertThat(back.code()).as(back.err()).isEqualTo(ExitCode.FINISHED);
    }

    private void unmounted() throws IOException {
        Files.createSymbolicLink(folder.resolve("runs"), folder.resolve("disk/runs"));
    }

    private void refused(CliRun run) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("the output directory ", "is behind " + folder.resolve("runs"), "may not be mounted")
                .doesNotContain("Exception");
    }
}
