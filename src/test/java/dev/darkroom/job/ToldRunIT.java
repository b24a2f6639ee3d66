package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests what a run tells others: those its job names, and a collector of meters. */
class ToldRunIT {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    @TempDir
    private Path folder;

    ToldRunIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            events.add(String.valueOf(exchange.getRequestHeaders().getFirst("Darkroom-Event")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        System.clearProperty(MeteringConfiguration.ENDPOINT);
        server.stop(0);
    }

    @Test
    void its_end_is_told_with_the_summary_as_it_stands_on_disk() throws IOException {
        JobScene scene = scene("[success, failure]", "fine", "[[fault:job-failed]] broken");

        RunResult result = scene.run();

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(events).containsExactly("failure");
        String onDisk = Files.readString(result.output().resolve("summary.json"), StandardCharsets.ISO_8859_1);
        assertThat(bodies)
                .singleElement()
                .asString()
                .startsWith(onDisk.substring(0, onDisk.lastIndexOf('}')).stripTrailing() + ",\n")
                .contains("\"text\" : \"Darkroom run " + result.summary().run() + " finished, exit 5: 2 rows, ");
        assertThat(result.messages()).isEmpty();
        assertThat(scene.run().exitCode()).isEqualTo(5);
        assertThat(events).as("nothing was done, nothing is told").hasSize(1);
    }

    @Test
    void its_start_is_told_with_its_rows_and_its_estimate_in_every_format() throws IOException {
        JobScene scene = scene("[start]", "fine", "other").job("""
                        budget: { price: 0.02 }
                        notify:
                          - { url: "%1$s", on: [start] }
                          - { url: "%1$s", on: [start], format: slack }
                          - { url: "%1$s", on: [start], format: teams }
                        """.formatted(url()));

        assertThat(scene.run().exitCode()).isZero();

        assertThat(events).containsExactly("start", "start", "start");
        assertThat(bodies)
                .allSatisfy(body -> assertThat(body).contains(" started: 2 rows, 2 pending; 0.04 USD estimated"));
        JsonNode summary = bodies.stream()
                .map(body -> JsonMapper.shared().readTree(body))
                .filter(body -> body.has("run"))
                .findFirst()
                .orElseThrow();
        assertThat(summary.at("/rows/total").asInt()).isEqualTo(2);
        assertThat(summary.at("/rows/pending").asInt()).isEqualTo(2);
        assertThat(summary.at("/cost/estimated_usd").decimalValue()).isEqualByComparingTo("0.04");
    }

    @ParameterizedTest
    @MethodSource("brakes")
    void a_start_that_something_keeps_from_buying_is_told_as_stopped_alone(String brake) throws IOException {
        JobScene scene = scene("[start, stopped]", "fine", "other").job(notice("[start, stopped]"), brake);

        RunResult kept = scene.run();

        assertThat(kept.exitCode()).isEqualTo(4);
        assertThat(kept.summary().requests().submitted()).isZero();
        assertThat(events).containsExactly("stopped");
    }

    static List<String> brakes() {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        return List.of(
                "budget: { max-cost: 0.01, price: 0.02 }",
                "budget: { per-day: 0.01, price: 0.02 }",
                "window: " + time.format(now.plusHours(2)) + "-" + time.format(now.plusHours(4)) + " UTC");
    }

    @Test
    void a_start_after_a_stop_that_stands_is_told_as_stopped_alone() throws IOException {
        JobScene scene = scene("[start, stopped]", "[[fault:job-failed]] broken", "fine")
                .job(notice("[start, stopped]"), "canary: 1");
        assertThat(scene.run().exitCode()).isEqualTo(4);
        assertThat(events).containsExactlyInAnyOrder("start", "stopped");
        events.clear();

        assertThat(scene.run().exitCode()).isEqualTo(4);

        assertThat(events).containsExactly("stopped");
    }

    @Test
    void what_cannot_be_told_changes_nothing_and_is_said_once_in_the_log_and_at_the_end() throws IOException {
        JobScene scene = scene("[success]", "fine");
        server.stop(0);

        RunResult result = scene.run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.messages())
                .singleElement()
                .asString()
                .startsWith("could not tell 127.0.0.1:")
                .endsWith(" of the success: no connection. Check notify.url; the run is not affected");
    }

    @Test
    void a_stop_before_the_end_is_a_failure_too_and_a_resume_tells_of_its_own() throws IOException {
        JobScene scene = scene("[start, success, failure]", "fine", "other")
                .job(notice("[start, success, failure]"), "budget: { max-cost: 0.02, price: 0.02 }");

        RunResult stopped = scene.run();
        assertThat(stopped.exitCode()).isEqualTo(4);
        RunResult finished = scene.resume(stopped.summary().run(), "1", RunScope.ALL);

        assertThat(finished.exitCode()).isZero();
        assertThat(events).contains("failure", "success");
        assertThat(events.indexOf("failure")).isLessThan(events.indexOf("success"));
    }

    @Test
    void a_collector_gets_the_meters_of_the_run_and_of_its_steps() throws IOException {
        System.setProperty(
                MeteringConfiguration.ENDPOINT,
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics");
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", "id,prompt,image_urls", "a,fine,https://shop.example/1.jpg")
                .job();

        assertThat(scene.run().exitCode()).isZero();

        assertThat(String.join("", bodies))
                .contains("darkroom.rows", "succeeded", "spring.batch.step", "resilience4j.circuitbreaker.state");
    }

    private JobScene scene(String on, String... prompts) throws IOException {
        StringBuilder manifest = new StringBuilder("id,prompt,image_urls");
        for (int row = 0; row < prompts.length; row++) {
            manifest.append('\n').append(row).append(',').append(prompts[row]).append(",https://shop.example/1.jpg");
        }
        return new JobScene(folder).file("manifest.csv", manifest.toString()).job(notice(on));
    }

    private String notice(String on) {
        return "notify: { url: \"" + url() + "\", on: " + on + " }";
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }
}
