package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays whole runs against a service that has a bad evening, in real time. */
@Timeout(300)
class EveningIT {

    private static final int WINDOW = 16;
    private static final BigDecimal PRICE = new BigDecimal("0.015");

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
