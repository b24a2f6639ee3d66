package dev.darkroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder with a manifest, a job and a workspace of its own. */
final class BenchJob {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    private final Path folder;

    private BenchJob(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes one.
     *
     * @param settings the job's lines about pace, such as {@code submit: { rate: 200/s }}
     */
    static BenchJob write(Path folder, int rows, URI api, String settings) throws IOException {
        EmptyFolder.make(folder);
        List<String> lines = IntStream.rangeClosed(1, rows)
                .mapToObj(row -> String.format(
                        Locale.ROOT,
                        "{\"id\":\"row-%d\",\"prompt\":\"on white, %d\","
                                + "\"image_urls\":[\"https://catalog.darkroom.example/mug-102.jpg\"],\"seed\":%d}",
                        row,
                        row,
                        row))
                .toList();
        Files.write(folder.resolve("manifest.jsonl"), lines);
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.jsonl
                model: %s
                api: %s
                %s
                output: out/{{run}}
                """.formatted(MODEL, api, settings));
        return new BenchJob(folder);
    }

    Path folder() {
        return folder;
    }

    Path manifest() {
        return folder.resolve("manifest.jsonl");
    }

    /** Returns the variables for the program: a token that the simulator takes, and the workspace. */
    Map<String, String> environment() {
        return Map.of(
                "RUNCOMFY_TOKEN",
                "simulator",
                "DARKROOM_HOME",
                folder.resolve("workspace").toString());
    }

    /** Runs a command of the program on it. */
    MeasuredProcess run(List<String> command) throws IOException, InterruptedException {
        return MeasuredProcess.run(command, folder, environment(), folder.resolve("said.txt"));
    }

    /** Returns how many rows have pictures, by the newest run's summary. */
    int succeeded() throws IOException {
        JsonNode summary = JsonMapper.shared()
                .readTree(Files.readAllBytes(folder.resolve("workspace").resolve("summary.json")));
        return summary.path("rows").path("succeeded").asInt();
    }
}
