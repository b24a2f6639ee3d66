package dev.darkroom.jar;

import dev.darkroom.crash.PurchaseAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One job of the packaged program, in a folder and workspace of its own, and what is seen of it from outside. */
final class KillRound {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final Duration MAX = Duration.ofMinutes(10);

    private final Path folder;
    private final String name;
    private final PackagedProgram jar;
    private final PackagedProgram.SimulatorProcess simulator;
    private final Map<String, String> prompts = new LinkedHashMap<>();
    private final Map<Integer, String> marks = new HashMap<>();

    /** @param name begins all its prompts, so that its purchases can be told from others' */
    KillRound(Path folder, String name, PackagedProgram.SimulatorProcess simulator) throws IOException {
        this.folder = Files.createDirectories(folder.resolve(name));
        this.name = name;
        this.jar = new PackagedProgram(this.folder);
        this.simulator = simulator;
    }

    /** Plans a fault of the simulator for a row; before the manifest is written. */
    KillRound fault(int row, String fault) {
        marks.put(row, " [[fault:" + fault + "]]");
        return this;
    }

    /** Plans a fault of the simulator for the first such call for a row alone. */
    KillRound faultOnce(int row, String fault) throws IOException, InterruptedException {
        simulator.faults("{\"%s\": {\"prompt\": \"%s edit %s\", \"times\": 1}}".formatted(fault, name, row));
        return this;
    }

    /**
     * Writes job and manifest.
     *
     * @param rows how many rows there are to buy
     * @param rejected how many rows more there are that cost nothing
     * @param rate how fast they are bought, such as {@code 40/s}
     */
    KillRound write(int rows, int rejected, String rate) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= rows; row++) {
            String prompt = name + " edit " + row + marks.getOrDefault(row, "");
            prompts.put(name + "-" + row, prompt);
            lines.add("%s-%s,%s,https://shop.example/%s.jpg".formatted(name, row, prompt, row));
        }
        for (int row = rows + 1; row <= rows + rejected; row++) {
            prompts.put(name + "-" + row, "");
            lines.add(name + "-" + row + ",,");
        }
        Files.write(folder.resolve("manifest.csv"), lines);
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                input: { image_size: square, output_format: jpeg }
                submit: { rate: %s, max-in-flight: 16 }
                output: out
                """.formatted(simulator.base(), rate));
        return this;
    }

    Process start(String... options) throws IOException {
        return jar.start(
                Stream.concat(Stream.of("run", "job.yaml"), Stream.of(options)).toArray(String[]::new));
    }

    /** Runs to the end, and fast; returns the exit code. */
    int finish() throws IOException, InterruptedException {
        return start("--rate", "40/s").waitFor();
    }

    /** Submits the rows again of which nobody knows whether they were purchased, as a user would. */
    int settle() throws IOException, InterruptedException {
        return jar.run("resume", "--only", "unknown", "--yes");
    }

    /** Returns how far the process is, as far as it can be seen from outside. */
    ProcessPhase phase(Process process) throws IOException {
        String log = own(process);
        if (log.isEmpty()) {
            return ProcessPhase.STARTING;
        }
        if (!log.contains("looked up in other runs: ")) {
            return ProcessPhase.STAGING;
        }
        return count(".", ".results.csv.*.tmp") > 0 ? ProcessPhase.WRITING_RESULTS : ProcessPhase.BUYING;
    }

    /** Takes the summary away, so that the next process's can be told from it. */
    KillRound withoutSummary() throws IOException {
        Files.deleteIfExists(summary());
        return this;
    }

    /** Returns whether a process has come as far as Spring Batch: it has written a summary. */
    boolean launched() {
        return Files.exists(summary());
    }

    private Path summary() {
        return folder.resolve("out/summary.json");
    }

    /** Returns the process's own log. */
    private String own(Process process) throws IOException {
        Path file = folder.resolve("out/run.log");
        String log = Files.exists(file) ? Files.readString(file) : "";
        int begin = log.lastIndexOf("process " + process.pid() + " takes up");
        return begin < 0 ? "" : log.substring(begin);
    }

    /** Counts the files of this pattern in a folder of the output. */
    long count(String folderName, String pattern) throws IOException {
        Path within = folder.resolve("out").resolve(folderName);
        if (!Files.isDirectory(within)) {
            return 0;
        }
        try (var files = Files.newDirectoryStream(within, pattern)) {
            return StreamSupport.stream(files.spliterator(), false).count();
        }
    }

    /** Waits until the process is in the phase; returns false if it ended before. */
    boolean awaits(Process process, ProcessPhase phase) throws IOException, InterruptedException {
        return awaits(process, () -> phase(process) == phase);
    }

    /** Waits until the condition holds; returns false if the process ended before. */
    boolean awaits(Process process, SeenCondition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + MAX.toNanos();
        while (!condition.holds()) {
            if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS) && !condition.holds()) {
                return false;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing happens: " + said());
            }
        }
        return process.isAlive();
    }

    PurchaseAudit books() throws IOException, InterruptedException {
        return new PurchaseAudit(prompts, simulator.requests().path("requests"), folder.resolve("out"));
    }

    /** Counts the requests of this round that the service has accepted. */
    long accepted() throws IOException, InterruptedException {
        return simulator
                .requests()
                .path("requests")
                .valueStream()
                .filter(request ->
                        request.path("input").path("prompt").asString().startsWith(name + " "))
                .count();
    }

    Path workspace() {
        return folder.resolve(".darkroom");
    }

    int rows() {
        return prompts.size();
    }

    /** Returns all that its processes have said, for whoever searches for a fault. */
    String said() throws IOException {
        Path said = jar.log().toPath();
        return Files.exists(said) ? Files.readString(said) : "";
    }

    /** A condition of what is seen. */
    interface SeenCondition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** The phases of a process. */
    enum ProcessPhase {
        STARTING,
        STAGING,
        BUYING,
        WRITING_RESULTS
    }
}
