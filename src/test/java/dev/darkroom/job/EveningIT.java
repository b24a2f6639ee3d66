package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays whole runs against a service that has a bad evening, in real time. */
@Timeout(300)
class EveningIT {

    private static final int WINDOW = 16;
    private static final BigDecimal PRICE = new BigDecimal("0.015");
    private static final Set<Integer> ENDED = Set.of(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
    private static final Set<FaultKind> HANGING =
            EnumSet.of(FaultKind.SUBMIT_HANG, FaultKind.STATUS_HANG, FaultKind.OUTPUT_SLOW);
    private static final Set<FaultKind> OF_ACCOUNT = EnumSet.of(
            FaultKind.BAD_TOKEN,
            FaultKind.BAD_TOKEN_200,
            FaultKind.TOKEN_401,
            FaultKind.TOKEN_403,
            FaultKind.BALANCE_EMPTY,
            FaultKind.BALANCE_EMPTY_200,
            FaultKind.BALANCE_402,
            FaultKind.SUBMIT_403_HTML,
            FaultKind.STATUS_401,
            FaultKind.MODEL_401,
            FaultKind.BALANCE_401);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private ServiceSimulator service;

    @BeforeEach
    void open() throws IOException {
        SimulatorSettings settings = new SimulatorSettings(100, Duration.ofMillis(50), 1, Map.of());
        service = ServiceSimulator.start(settings, null, 0, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    @Test
    void an_empty_balance_costs_no_row_and_topped_up_the_rest_is_bought_once() throws Exception {
        JobScene scene = scene(100, "100/s");
        tell("balance", "{\"balance_usd\": " + PRICE.multiply(BigDecimal.valueOf(50)) + "}");
        RunResult stopped = scene.run();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.ACCOUNT);
        assertThat(stopped.summary().count(RowStatus.SUCCEEDED)).isEqualTo(50);
        assertThat(stopped.summary().count(RowStatus.PENDING)).isEqualTo(50);
        assertThat(stopped.summary().stopReason()).contains("400002", "top up the balance");
        assertThat(seen().path("refused").asInt()).isBetween(1, WINDOW);

        tell("balance", "{\"balance_usd\": 100}");
        RunResult whole = new JobScene(folder, InstantSource.system()).run();
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(100);
        assertThat(bought()).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void an_evening_on_which_one_in_twenty_of_everything_goes_wrong_loses_no_row_and_buys_none_twice()
            throws Exception {
        JobScene scene = scene(60, "50/s").replace("output:", "retry: { backoff: 20ms..200ms }\noutput:");
        String faults = Stream.of(
                        "job-failed submit-500 submit-503 submit-lost not-yours odd-words model-500 balance-500",
                        "status-503 status-429 status-garbled",
                        "result-lost result-no-cost output-string output-array output-echo",
                        "output-500 output-cut output-expired output-404 output-truncated output-html output-gzip")
                .flatMap(line -> Stream.of(line.split(" ")))
                .map(fault -> "\"" + fault + "\": 0.05")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        tell("faults", "{" + faults + "}");
        RunResult evening = scene.run();
        assertThat(outcomes(evening)).hasSize(60);
        assertThat(evening.summary().count(RowStatus.SUCCEEDED)).isGreaterThan(20);
        assertThat(bought()).doesNotHaveDuplicates();

        tell("faults", "{}");
        RunResult morning = new JobScene(folder, InstantSource.system())
                .resume(evening.summary().run());
        assertThat(morning.summary().count(RowStatus.PENDING)
                        + morning.summary().count(RowStatus.SUBMITTED))
                .isZero();
        assertThat(bought()).doesNotHaveDuplicates();
        List<String> known = outcomes(morning).stream()
                .map(row -> row.path("request_id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
        List<String> sold =
                requests().map(request -> request.path("request_id").asString()).toList();
        assertThat(known).doesNotHaveDuplicates().isSubsetOf(sold);
        assertThat((long) sold.size() - known.size())
                .as("what was bought without its row knowing the request is unknown")
                .isLessThanOrEqualTo(morning.summary().count(RowStatus.UNKNOWN));
    }

    /** Of 2,000 rows with every fault; as many starts as it takes, each the same command. */
    @Test
    @Tag("long")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void an_evening_on_which_one_in_twenty_of_every_fault_strikes_comes_to_its_end(TestReporter figures)
            throws Exception {
        int rows = 2_000;
        scene(rows, "100/s")
                .replace("max-in-flight: " + WINDOW, "max-in-flight: 100")
                .replace(
                        "output:",
                        "poll: { queue-timeout: 2m, run-timeout: 2m }\nretry: { backoff: 1s..5s }\n"
                                + "download: { max-size: 2MB }\nreport: { sources: none }\noutput:");
        tell("faults", everyFault());
        long began = System.nanoTime();
        RunResult evening = new JobScene(folder).run();
        int starts = 1;
        while (!ENDED.contains(evening.exitCode())) {
            assertThat(evening.exitCode()).as(evening.summary().stopReason()).isIn(ExitCode.ACCOUNT, ExitCode.STOPPED);
            evening = new JobScene(folder).run();
            starts++;
            assertThat(starts).isLessThan(500);
        }
        assertThat(bought()).doesNotHaveDuplicates();
        List<JsonNode> outcomes = outcomes(evening);
        assertThat(outcomes).hasSize(rows);
        Set<String> known = outcomes.stream()
                .map(row -> row.path("request_id").asString(""))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        long sold = requests().count();
        assertThat(requests().map(request -> request.path("request_id").asString()))
                .containsAll(known);
        assertThat(sold - known.size())
                .as("what was bought without its row knowing the request is unknown")
                .isLessThanOrEqualTo(evening.summary().count(RowStatus.UNKNOWN));
        figures.publishEntry(Map.of(
                "starts", String.valueOf(starts),
                "seconds",
                        String.valueOf(
                                Duration.ofNanos(System.nanoTime() - began).toSeconds()),
                "bought", String.valueOf(sold),
                "rows", evening.summary().rows().toString(),
                "calls", seen().path("calls").toString()));
    }

    /** Returns the plan of all faults but those that only take their time; those that stop a start come three times. */
    private static String everyFault() {
        return EnumSet.complementOf(EnumSet.copyOf(HANGING)).stream()
                .map(fault -> "\"" + fault.keyword() + "\": "
                        + (OF_ACCOUNT.contains(fault) ? "{ \"share\": 0.05, \"times\": 3 }" : "0.05"))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Test
    void throttled_to_a_fraction_of_what_was_asked_for_every_row_is_bought_once() throws Exception {
        JobScene scene = scene(100, "200/s").replace("max-in-flight: " + WINDOW, "max-in-flight: 100");
        tell("faults", "{\"throttle\": {\"over\": \"30/s\"}}");
        RunResult result = scene.run();
        assertThat(result.exitCode()).isZero();
        assertThat(bought()).hasSize(100).doesNotHaveDuplicates();
        long throttled = seen().path("calls").path("throttled").asLong();
        assertThat(result.summary().requests().throttled()).isEqualTo(throttled).isBetween(1L, 60L);
    }

    private JobScene scene(int rows, String rate) throws IOException {
        String[] lines = Stream.concat(
                        Stream.of("id,prompt,image_urls"),
                        IntStream.range(0, rows)
                                .mapToObj(row -> "r" + row + ",make it red " + row + ",https://shop.example/1.jpg"))
                .toArray(String[]::new);
        return new JobScene(folder, InstantSource.system())
                .file("manifest.csv", lines)
                .job()
                .replace("api: simulator", "api: " + service.base())
                .replace("rate: 500/s", "rate: " + rate);
    }

    private static List<JsonNode> outcomes(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private List<String> bought() throws IOException, InterruptedException {
        return requests()
                .map(request -> request.path("input").path("prompt").asString())
                .toList();
    }

    private Stream<JsonNode> requests() throws IOException, InterruptedException {
        return StreamSupport.stream(seen().path("requests").spliterator(), false);
    }

    private JsonNode seen() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(control("requests")).build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private void tell(String what, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(control(what))
                .POST(BodyPublishers.ofString(json))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private URI control(String call) {
        return service.base().resolve("/simulator/" + call);
    }
}
