package dev.darkroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures how fast rows go through where nothing but the machine limits them, beside clients that make the same calls and
 * keep no promise: all in turn, against one simulator.
 */
final class FloodRuns {

    private static final Duration SERVICE_TIME = Duration.ofMillis(20);
    private static final int IN_FLIGHT = 400;
    private static final int DOWNLOADS = 64;

    /** The job file's default: so small a heap has no room for 64 large pictures that are decoded at once. */
    private static final int LARGE_DOWNLOADS = 8;

    private static final Path SCRIPT = Path.of("src", "bench", "python", "plain_script.py");

    private final BenchSettings settings;
    private final Path picture;

    FloodRuns(BenchSettings settings, Path picture) {
        this.settings = settings;
        this.picture = picture;
    }

    /** Measures all clients. */
    ObjectNode measure() throws IOException, InterruptedException {
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        figures.put("rows", settings.floodRows());
        try (SimulatorProcess simulator = SimulatorProcess.start(settings, picture, SERVICE_TIME)) {
            BenchJob job = job(simulator, settings.floodRows(), DOWNLOADS);
            figures.set("plain_loop", client(simulator, loop(simulator, job), job, "out-loop"));
            if (hasScriptsLibrary()) {
                figures.set("script", client(simulator, script(simulator, job), job, "out-script"));
            } else {
                figures.put("script", "left out: there is no python3 with aiohttp");
            }
            figures.set("darkroom", darkroom(simulator, job));
            double perLoop = figures.path("plain_loop").path("rows_per_s").asDouble();
            return figures.put(
                    "darkroom_to_plain_loop",
                    figures.path("darkroom").path("rows_per_s").asDouble() / perLoop);
        }
    }

    /** Measures Darkroom alone, with large pictures. */
    ObjectNode measureLarge(int rows) throws IOException, InterruptedException {
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        figures.put("rows", rows);
        try (SimulatorProcess simulator = SimulatorProcess.start(settings, picture, SERVICE_TIME)) {
            return figures.set("darkroom", darkroom(simulator, job(simulator, rows, LARGE_DOWNLOADS)));
        }
    }

    private BenchJob job(SimulatorProcess simulator, int rows, int downloads) throws IOException {
        return BenchJob.write(
                settings.folder().resolve("flood"),
                rows,
                simulator.base(),
                "submit: { rate: 5000/s, max-in-flight: " + IN_FLIGHT + " }\ndownload: { concurrency: " + downloads
                        + " }");
    }

    private ObjectNode darkroom(SimulatorProcess simulator, BenchJob job) throws IOException, InterruptedException {
        SimulatorBooks before = simulator.books();
        MeasuredProcess run =
                job.run(BenchProgram.installed(settings, List.of("-Xmx256m"), "run", "job.yaml", "--yes"));
        return figures(run, before, simulator.books(), job.succeeded());
    }

    private static ObjectNode client(SimulatorProcess simulator, List<String> command, BenchJob job, String folder)
            throws IOException, InterruptedException {
        Path said = job.folder().resolve(folder + ".txt");
        SimulatorBooks before = simulator.books();
        MeasuredProcess run = MeasuredProcess.run(command, Path.of("").toAbsolutePath(), Map.of(), said);
        try (Stream<Path> pictures = Files.list(job.folder().resolve(folder))) {
            return figures(run, before, simulator.books(), pictures.count());
        }
    }

    private static List<String> loop(SimulatorProcess simulator, BenchJob job) {
        return List.of(
                BenchProgram.java(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                PlainLoop.class.getName(),
                job.manifest().toString(),
                job.folder().resolve("out-loop").toString(),
                simulator.base().toString());
    }

    private static List<String> script(SimulatorProcess simulator, BenchJob job) {
        return List.of(
                "python3",
                SCRIPT.toString(),
                job.manifest().toString(),
                job.folder().resolve("out-script").toString(),
                simulator.base().toString(),
                String.valueOf(IN_FLIGHT));
    }

    private static ObjectNode figures(MeasuredProcess run, SimulatorBooks before, SimulatorBooks after, long pictures) {
        int skipped = before.accepted();
        double rows = after.accepted() - skipped;
        Duration steady = Duration.between(after.firstAccept(skipped), after.lastFetch(skipped));
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        figures.put("bought", (long) rows).put("pictures", pictures);
        figures.put("whole_process_ms", run.wall().toMillis());
        figures.put("rows_per_s", rows * 1_000 / run.wall().toMillis());
        figures.put("first_accept_to_last_fetch_ms", steady.toMillis());
        figures.put("steady_rows_per_s", rows * 1_000 / Math.max(1, steady.toMillis()));
        figures.put("calls_per_row", (after.calls() - before.calls()) / rows);
        figures.put("cpu_ms_per_row", run.cpu().toMillis() / rows);
        return figures.put("max_rss_mib", run.maxRssMib());
    }

    private static boolean hasScriptsLibrary() throws InterruptedException {
        try {
            Process trial = new ProcessBuilder("python3", "-c", "import aiohttp")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(1, TimeUnit.MINUTES) && trial.exitValue() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }
}
