package dev.darkroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures a run at an account's rate of 200 a second, whose service takes a second. */
final class PacedRun {

    private static final int RATE = 200;
    private static final Duration SERVICE_TIME = Duration.ofSeconds(1);

    private final BenchSettings settings;
    private final Path picture;

    PacedRun(BenchSettings settings, Path picture) {
        this.settings = settings;
        this.picture = picture;
    }

    ObjectNode measure() throws IOException, InterruptedException {
        int rows = settings.pacedRows();
        try (SimulatorProcess simulator = SimulatorProcess.start(settings, picture, SERVICE_TIME)) {
            BenchJob job = BenchJob.write(
                    settings.folder().resolve("paced"),
                    rows,
                    simulator.base(),
                    "submit: { rate: " + RATE + "/s, max-in-flight: 1000 }");
            // The class archive is made now, if it is missing.
            job.run(BenchProgram.installed(settings, List.of(), "--version"));
            MeasuredProcess run = job.run(BenchProgram.installed(settings, List.of(), "run", "job.yaml", "--yes"));
            SimulatorBooks books = simulator.books();
            Instant first = books.firstAccept(0);
            Instant last = books.lastEnd(0);
            List<Duration> noticed = books.noticedAfter(0);
            ObjectNode figures = JsonMapper.shared().createObjectNode();
            figures.put("rows", rows).put("succeeded", job.succeeded());
            figures.put("least_possible_ms", (rows - 1) * 1_000L / RATE + SERVICE_TIME.toMillis());
            figures.put("whole_process_ms", run.wall().toMillis());
            figures.put(
                    "exec_to_first_accept_ms",
                    Duration.between(run.startedAt(), first).toMillis());
            figures.put(
                    "first_accept_to_last_end_ms", Duration.between(first, last).toMillis());
            figures.put("tail_ms", Duration.between(last, run.endedAt()).toMillis());
            figures.put("calls_per_row", (double) books.calls() / rows);
            figures.put("polls_per_row", (double) books.polls() / rows);
            figures.put("noticed_p50_ms", Percentiles.millis(noticed, 50));
            figures.put("noticed_p95_ms", Percentiles.millis(noticed, 95));
            figures.put("cpu_s", run.cpu().toMillis() / 1_000.0);
            return figures.put("max_rss_mib", run.maxRssMib());
        }
    }
}
