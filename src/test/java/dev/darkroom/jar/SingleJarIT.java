package dev.darkroom.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.LocaleOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a job by the one jar that needs no installation; all other tests of this package start the distribution. */
class SingleJarIT {

    private static final Path JAR =
            Path.of(System.getProperty("darkroom.jar", "target/darkroom.jar")).toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void the_jar_runs_a_job_from_any_folder_and_names_itself_in_its_advice() throws Exception {
        Files.write(
                folder.resolve("manifest.csv"),
                List.of(
                        "id,prompt,image_urls",
                        "a,make it red,https://shop.example/1.jpg",
                        "b,make it blue [[fault:job-failed]],https://shop.example/2.jpg"));
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                simulator: { service-time: 10ms }
                input: { image_size: square }
                output: out
                """);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(LocaleOptions.inherited());
        command.addAll(List.of("-jar", JAR.toString(), "run", "job.yaml"));
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("DARKROOM_HOME", folder.resolve("home").toString());

        int code = builder.redirectOutput(said.toFile()).start().waitFor();

        assertThat(Files.readString(said)).contains("java -jar " + JAR + " resume ");
        assertThat(code).isEqualTo(5);
        assertThat(Files.readAllLines(folder.resolve("out/results.csv"))).hasSize(3);
    }
}
