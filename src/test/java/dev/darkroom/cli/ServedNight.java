package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ProgramProcess;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A night at the simulator, whose page {@code review --serve} serves from a process of its own. */
public final class ServedNight {

    private static final Duration MAX = Duration.ofMinutes(2);
    private static final Pattern ADDRESS =
            Pattern.compile("http://127\\.0\\.0\\.1:\\d+/[A-Za-z0-9_-]{43}/report\\.html");

    private final Path folder;
    private final String run;

    private ServedNight(Path folder, String run) {
        this.folder = folder;
        this.run = run;
    }

    /** Runs a night of three pictures and one that fails in the folder; its job adds what is given. */
    public static ServedNight run(Path folder, String job) throws IOException {
        Files.createDirectory(folder.resolve(".darkroom"));
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                columns: { id: sku }
                input: { prompt: "{{title}} on white", image_size: square }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                output: out/{{run}}
                """ + job);
        Files.writeString(folder.resolve("rows.csv"), """
                sku,title,image_urls
                MUG-1,Mug,https://a.example/1.jpg
                MUG-2,Cup,https://a.example/2.jpg
                MUG-3,Jug,https://a.example/3.jpg
                MUG-4,[[fault:fail]] Pot,https://a.example/4.jpg
                """);
        CliRun night = CliRun.in(folder, "run", "job.yaml");
        assertThat(night.code()).as(night.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        return new ServedNight(
                folder, CliRun.in(folder, "status", "--json").json().path("run").asString());
    }

    /** Returns the run's id. */
    public String id() {
        return run;
    }

    /** Returns what the ledger's journal of the run holds. */
    public String journal() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".darkroom"))) {
            Path journal = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(run)
                            && file.getFileName().toString().contains("journal"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(journal);
        }
    }

    /** Returns the rows of the results. */
    public List<JsonNode> results() throws IOException {
        return Files.readAllLines(folder.resolve("out/" + run + "/results.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    /** Serves the page. */
    public ServedProcess serve(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("review", run, "--serve"));
        arguments.addAll(List.of(options));
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = ProgramProcess.start(
                folder,
                Map.of("DARKROOM_HOME", folder.resolve(".darkroom").toString()),
                said,
                arguments.toArray(String[]::new));
        long until = System.nanoTime() + MAX.toNanos();
        while (System.nanoTime() < until) {
            Matcher address = ADDRESS.matcher(Files.readString(said));
            if (address.find()) {
                return new ServedProcess(process, said, URI.create(address.group()));
            }
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new AssertionError("no address was said: " + Files.readString(said));
    }

    /**
     * The process that serves the page.
     *
     * @param said the file with all that it prints
     * @param address of the page
     */
    public record ServedProcess(Process process, Path said, URI address) implements AutoCloseable {

        /** Ends it as a power failure would. */
        public void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        /** Ends it by a signal; returns what it said, behind its exit code. */
        public String stop() throws IOException, InterruptedException {
            process.destroy();
            assertThat(process.waitFor(MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue() + "\n" + Files.readString(said);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
