package dev.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.SmallOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that a run starts its threads once and not for each row, also where the JDK would on few processors. */
class StartedThreadsIT {

    private static final int ROWS = 300;

    /** How JDKs log that a thread of the system was started. */
    private static final Pattern STARTED = Pattern.compile("hread.* started \\(");

    @TempDir
    private Path folder;

    @Test
    void no_thread_is_started_for_each_row() throws Exception {
        SimulatorSettings settings = SmallOutput.settings(100, Duration.ofMillis(20));
        try (ServiceSimulator simulator = ServiceSimulator.start(settings, null, 0, InstantSource.system())) {
            Files.write(
                    folder.resolve("manifest.csv"),
                    Stream.concat(
                                    Stream.of("id,prompt,image_urls"),
                                    IntStream.rangeClosed(1, ROWS)
                                            .mapToObj(
                                                    row -> "row-" + row + ",vase " + row + ",https://a.example/1.jpg"))
                            .toList());
            Files.writeString(folder.resolve("job.yaml"), """
                    manifest: manifest.csv
                    model: blackforestlabs/flux-2/flash/edit
                    api: %s
                    submit: { rate: 200/s, max-in-flight: 16 }
                    output: out
                    """.formatted(simulator.base()));

            ProgramProcess run = ProgramProcess.run(
                    folder,
                    Map.of("RUNCOMFY_TOKEN", ServiceSimulator.TOKEN),
                    List.of("-XX:ActiveProcessorCount=2", "-Xlog:os+thread=info:file=threads.txt"),
                    "run",
                    "job.yaml",
                    "--yes");

            assertThat(run.code()).as(run.output()).isZero();
        }
        long started = Files.readAllLines(folder.resolve("threads.txt")).stream()
                .filter(line -> STARTED.matcher(line).find())
                .count();
        assertThat(started).as("threads started").isBetween(10L, (long) ROWS);
    }
}
