package dev.darkroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures how long a user waits for what is short: the help, a status, a run with nothing to do, a first purchase. */
final class ProgramStarts {

    private static final Duration SERVICE_TIME = Duration.ofMillis(20);
    private static final int ROWS = 100;

    private final BenchSettings settings;
    private final Path picture;

    ProgramStarts(BenchSettings settings, Path picture) {
        this.settings = settings;
        this.picture = picture;
    }

    /** Returns medians, for the jar and, where the build made one, for the distribution's launcher. */
    ObjectNode measure() throws IOException, InterruptedException {
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        figures.put("times", settings.starts()).put("rows", ROWS);
        figures.set("jar", measure(BenchProgram.packaged(settings.jar(), List.of())));
        if (settings.launcher().isPresent()) {
            figures.set("launcher", measure(List.of(settings.launcher().get().toString())));
        }
        return figures;
    }

    private ObjectNode measure(List<String> program) throws IOException, InterruptedException {
        ObjectNode figures = JsonMapper.shared().createObjectNode();
        try (SimulatorProcess simulator = SimulatorProcess.start(settings, picture, SERVICE_TIME)) {
            List<Duration> purchases = new ArrayList<>();
            for (int n = 0; n < settings.starts(); n++) {
                purchases.add(firstPurchase(simulator, program));
            }
            BenchJob finished = job(simulator);
            finished.run(command(program, "run", "job.yaml", "--yes"));
            figures.put("help_ms", median(walls(finished, command(program, "--help"))));
            figures.put("status_ms", median(walls(finished, command(program, "status"))));
            figures.put("empty_run_ms", median(walls(finished, command(program, "run", "job.yaml", "--yes"))));
            return figures.put("exec_to_first_accept_ms", median(purchases));
        }
    }

    private Duration firstPurchase(SimulatorProcess simulator, List<String> program)
            throws IOException, InterruptedException {
        int before = simulator.books().accepted();
        MeasuredProcess run = job(simulator).run(command(program, "run", "job.yaml", "--yes"));
        return Duration.between(run.startedAt(), simulator.books().firstAccept(before));
    }

    private BenchJob job(SimulatorProcess simulator) throws IOException {
        return BenchJob.write(
                settings.folder().resolve("starts"),
                ROWS,
                simulator.base(),
                "submit: { rate: 1000/s, max-in-flight: 100 }");
    }

    private List<Duration> walls(BenchJob job, List<String> command) throws IOException, InterruptedException {
        List<Duration> walls = new ArrayList<>();
        for (int n = 0; n < settings.starts(); n++) {
            walls.add(job.run(command).wall());
        }
        return walls;
    }

    private static List<String> command(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private static long median(List<Duration> times) {
        return Percentiles.millis(
                times.stream().sorted(Comparator.naturalOrder()).toList(), 50);
    }
}
