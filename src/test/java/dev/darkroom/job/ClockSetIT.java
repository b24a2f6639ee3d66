package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays whole runs on a machine whose wall clock somebody sets in their middle; the service's own is not set. */
@Timeout(300)
class ClockSetIT {

    private static final int ROWS = 60;

    /**
     * The number of calls, more than the run's first rows take, and fewer than come before its last row is submitted.
     */
    private static final int CALLS_BEFORE = 100;

    private static final List<String> SPANS = List.of("queue_ms", "run_ms", "download_ms");

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private ServiceSimulator service;

    @BeforeEach
    void open() throws IOException {
        SimulatorSettings settings = new SimulatorSettings(100, Duration.ofMillis(300), 1, Map.of());
        service = ServiceSimulator.start(settings, null, 0, this::call);
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    /** Counts a call and returns the time; the service reads its clock at each call. */
    private Instant call() {
        calls.incrementAndGet();
        return Instant.now();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "PT1H"})
    void a_run_whose_wall_clock_is_set_ends_as_any_other(Duration by) throws Exception {
        Instant start = Instant.now();
        RunResult result = scene(
                        () -> calls.get() > CALLS_BEFORE ? Instant.now().plus(by) : Instant.now())
                .run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.summary().count(RowStatus.SUCCEEDED)).isEqualTo(ROWS);
        assertThat(result.summary().requests().submitted()).isEqualTo(ROWS);
        assertThat(result.summary().requests().retries()).isZero();
        assertThat(bought()).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(seen().path("calls").path("cancel").asInt()).isZero();
        List<JsonNode> rows = outcomes(result);
        assertThat(rows).hasSize(ROWS).allSatisfy(ClockSetIT::assertSpans);
        assertThat(rows.stream().filter(row -> isAsSet(row, start, by)).count())
                .as("rows bought after the clock was set")
                .isBetween(1L, ROWS - 1L);
    }

    private static void assertSpans(JsonNode row) {
        long longest = Duration.ofMinutes(2).toMillis();
        assertThat(SPANS)
                .allSatisfy(
                        span -> assertThat(row.path(span).asLong(0)).as(span).isBetween(0L, longest));
    }

    private static boolean isAsSet(JsonNode row, Instant start, Duration by) {
        Instant submitted = Instant.parse(row.path("submitted_at").asString());
        return Duration.between(start, submitted).abs().compareTo(by.abs().dividedBy(2)) > 0;
    }

    private JobScene scene(InstantSource wall) throws IOException {
        String[] lines = Stream.concat(
                        Stream.of("id,prompt,image_urls"),
                        IntStream.range(0, ROWS)
                                .mapToObj(row -> "r" + row + ",make it red " + row + ",https://shop.example/1.jpg"))
                .toArray(String[]::new);
        return new JobScene(folder, wall)
                .file("manifest.csv", lines)
                .job()
                .replace("api: simulator", "api: " + service.base())
                .replace("rate: 500/s", "rate: 50/s");
    }

    private static List<JsonNode> outcomes(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private List<String> bought() throws IOException, InterruptedException {
        return StreamSupport.stream(seen().path("requests").spliterator(), false)
                .map(request -> request.path("input").path("prompt").asString())
                .toList();
    }

    private JsonNode seen() throws IOException, InterruptedException {
        URI requests = service.base().resolve("/simulator/requests");
        return JsonMapper.shared()
                .readTree(http.send(HttpRequest.newBuilder(requests).build(), BodyHandlers.ofString())
                        .body());
    }
}
