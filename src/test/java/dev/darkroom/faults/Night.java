package dev.darkroom.faults;

import dev.darkroom.api.Token;
import dev.darkroom.faults.FaultLine.Ending;
import dev.darkroom.job.RunLauncher;
import dev.darkroom.job.RunObserver;
import dev.darkroom.job.RunRequest;
import dev.darkroom.job.RunResult;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.Overrides;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.results.RunSummary;
import dev.darkroom.simulator.Simulator;
import dev.darkroom.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job of twelve rows, run against a service that one line of the table makes ill, and all that is left of it. */
final class Night implements AutoCloseable {

    static final String TOKEN = "a-secret-that-must-not-leak";
    static final int ROWS = 12;

    /** What the prompt of the last row alone contains. */
    static final String SICK = "lamp";

    private static final Duration SERVICE_TIME = Duration.ofMillis(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final FaultLine line;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final Simulator simulator;
    private final @Nullable Ailment ailment;
    private final String base;
    private @Nullable Gate gate;

    /** @param folder deep enough within the surroundings that are watched */
    Night(Path folder, FaultLine line) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.line = line;
        FastClock fast = new FastClock();
        this.wall = line.keepsRealTime() ? InstantSource.system() : fast.wall();
        this.clock = line.keepsRealTime() ? MonotonicClock.system() : fast;
        this.simulator = Simulator.start(new SimulatorSettings(100, SERVICE_TIME, 1, Map.of()), null, 0, wall);
        String plan = line.plan();
        this.ailment = plan == null ? Ailment.of(line.what()) : null;
        this.base = ailment == null ? simulator.base().toString() : gated(ailment);
        if (plan != null) {
            control("POST", "faults", plan);
        }
        writeJob();
    }

    private String gated(Ailment sickness) throws IOException {
        if (sickness == Ailment.NO_NAME) {
            return "https://service.invalid/v1";
        }
        if (sickness == Ailment.REFUSES) {
            try (ServerSocket free = new ServerSocket(0)) {
                return "http://127.0.0.1:" + free.getLocalPort() + "/v1";
            }
        }
        gate = Gate.before(simulator.base(), 0, sickness, SICK);
        return (sickness == Ailment.NO_TLS ? "https" : "http") + "://127.0.0.1:" + gate.port() + "/v1";
    }

    private void writeJob() throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= ROWS; row++) {
            String thing = row == ROWS ? SICK : "vase " + row;
            rows.add("row-" + row + ",a " + thing + ",https://shop.example/" + row + ".jpg");
        }
        Files.write(folder.resolve("manifest.csv"), rows);
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                input: { image_size: square, output_format: png }
                submit: { rate: 50/s, max-in-flight: 16 }
                output: out/{{run}}
                """.formatted(base));
    }

    /** Starts the run, or goes on with it. */
    RunResult run(@Nullable String resume) throws IOException {
        System.setProperty(FastRunConfiguration.SPEED, line.keepsRealTime() ? "1" : String.valueOf(FastClock.SPEED));
        if (line.what().contains("-hang`") || (ailment != null && ailment.stalls())) {
            System.setProperty(FastRunConfiguration.IMPATIENT_OF, base);
        }
        try {
            return new RunLauncher(wall, clock, JsonMapper.shared(), ModelCatalog.builtIn()).run(request(resume));
        } finally {
            System.clearProperty(FastRunConfiguration.SPEED);
            System.clearProperty(FastRunConfiguration.IMPATIENT_OF);
        }
    }

    private RunRequest request(@Nullable String resume) throws IOException {
        Overrides settings = new Overrides(null, null, null, null, null, null, null, line.settings());
        return new RunRequest(
                JobFile.read(folder.resolve("job.yaml"), settings, Map.of()),
                new Workspace(folder.resolve("home")),
                new Token(TOKEN),
                false,
                resume,
                (purchases, estimate) -> true,
                new Silent(),
                new StopSwitch());
    }

    /** From now on the service is well. */
    void heal() throws IOException, InterruptedException {
        control("POST", "faults", "{}");
        if (ailment == Ailment.LEAVES || ailment == Ailment.REFUSES) {
            gate = Gate.again(simulator.base(), URI.create(base).getPort(), SICK);
        } else if (gate != null) {
            gate.heal();
        }
    }

    Ending ending(RunResult result) throws IOException, InterruptedException {
        Map<String, Long> rows = outcomes(result).stream()
                .collect(Collectors.groupingBy(Night::state, TreeMap::new, Collectors.counting()));
        return new Ending(rows, requests().path("accepted").asInt(), result.exitCode());
    }

    /** A row's status, and why, such as {@code unknown NO_ANSWER}. */
    static String state(JsonNode row) {
        String reason = row.path("reason").asStringOpt().orElse("");
        return (row.path("status").asString() + " " + reason.replaceFirst(":.*", "")).strip();
    }

    static List<JsonNode> outcomes(RunResult result) throws IOException {
        try (Stream<String> lines = Files.lines(result.output().resolve("results.jsonl"))) {
            return lines.map(line -> JsonMapper.shared().readTree(line)).toList();
        }
    }

    /** What the service has accepted, and what it was asked. */
    JsonNode requests() throws IOException, InterruptedException {
        return control("GET", "requests", "");
    }

    private JsonNode control(String method, String call, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulator.base().resolve("/simulator/" + call))
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() throws IOException {
        if (gate != null) {
            gate.close();
        }
        simulator.close();
    }

    private static final class Silent implements RunObserver {
        @Override
        public void begins(String run, Path output, boolean goesOn) {}

        @Override
        public void progress(RunSummary summary, long inFlight, @Nullable String trouble) {}
    }
}
