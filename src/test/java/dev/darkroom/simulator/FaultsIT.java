package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.time.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FaultsIT {

    private static final Duration SERVICE_TIME = Duration.ofSeconds(5);

    private final SettableClock clock = new SettableClock();

    private ServiceSimulator simulator;
    private PlainClient caller;

    @BeforeEach
    void start() throws IOException {
        simulator = start(1, Map.of());
        caller = new PlainClient(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void a_failed_job_is_completed_on_status_and_failed_on_result_and_costs_nothing() {
        String id = bought("job-failed");

        assertThat(caller.status(id).path("status").asString()).isEqualTo("completed");
        JsonNode result = caller.result(id);
        assertThat(result.path("status").asString()).isEqualTo("failed");
        assertThat(result.path("error").asString()).isNotBlank();
        assertThat(result.has("output")).isFalse();
        assertThat(result.path("cost").decimalValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, 429, 429001",
        "submit-500, 500, 500001",
        "error-in-200, 200, 422001",
        "balance-empty, 400, 400002",
        "bad-token, 400, 400004",
    })
    void a_submit_is_refused_once_and_taken_when_it_is_sent_again(String fault, int status, int code) {
        HttpResponse<byte[]> first = caller.submit(marked(fault));
        HttpResponse<byte[]> second = caller.submit(marked(fault));

        assertThat(first.statusCode()).isEqualTo(status);
        assertThat(PlainClient.json(first).path("error_code").asInt()).isEqualTo(code);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(PlainClient.json(second).has("request_id")).isTrue();
        assertThat(caller.counter().path("accepted").asInt()).isEqualTo(1);
        assertThat(caller.counter().path("refused").asInt()).isEqualTo(1);
    }

    @Test
    void a_throttled_submit_is_told_when_to_come_back() {
        assertThat(caller.submit(marked("throttle")).headers().firstValue("Retry-After"))
                .contains("1");
    }

    @Test
    void a_lost_submit_was_accepted() {
        assertThatThrownBy(() -> caller.submit(marked("submit-lost"))).isInstanceOf(UncheckedIOException.class);

        assertThat(caller.counter().path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void a_slow_submit_is_accepted_long_before_it_is_answered() {
        CompletableFuture<HttpResponse<byte[]>> answer =
                CompletableFuture.supplyAsync(() -> caller.submit(marked("submit-slow")));
        Instant deadline = Instant.now().plusSeconds(4);
        while (caller.counter().path("accepted").asInt() == 0 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }

        assertThat(caller.counter().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer).isNotDone();
    }

    @Test
    void a_slow_picture_stops_half_way() throws IOException, InterruptedException {
        String id = bought("output-slow");
        URI picture = simulator.base().resolve("/outputs/" + id + "/1.png");
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(picture).build(), HttpResponse.BodyHandlers.ofInputStream());

        int length = (int) answer.headers().firstValueAsLong("Content-Length").orElseThrow();
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(length / 2)).hasSize(length / 2);
            assertThat(body.available()).isZero();
        }
    }

    @Test
    void a_gateways_page_says_nothing_of_the_job() {
        String id = caller.buy(SampleInputs.FLASH, marked("status-502-html"));

        HttpResponse<byte[]> page = caller.get("/v1/requests/" + id + "/status");
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(caller.status(id).path("status").asString()).isEqualTo("in_progress");
    }

    @Test
    void a_fresh_id_is_unknown_at_first() {
        String id = caller.buy(SampleInputs.FLASH, marked("status-404-fresh"));

        assertThat(caller.get("/v1/requests/" + id + "/result").statusCode()).isEqualTo(404);
        assertThat(caller.get("/v1/requests/" + id + "/result").statusCode()).isEqualTo(200);
    }

    @Test
    void an_id_is_not_fresh_for_longer_than_a_minute() {
        String id = caller.buy(SampleInputs.FLASH, marked("status-404-fresh"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(caller.get("/v1/requests/" + id + "/result").statusCode()).isEqualTo(200);
    }

    @Test
    void a_result_may_name_no_output() {
        JsonNode result = caller.result(bought("result-no-output"));

        assertThat(result.path("status").asString()).isEqualTo("succeeded");
        assertThat(result.path("output").isEmpty()).isTrue();
    }

    @Test
    void an_output_may_be_a_bare_string_or_array() {
        JsonNode string = caller.result(bought("output-string")).path("output");
        JsonNode array = caller.result(bought("output-array")).path("output");

        assertThat(string.asString())
                .startsWith(simulator.base().resolve("/outputs/").toString());
        assertThat(array.isArray()).isTrue();
        assertThat(array.path(0).asString()).contains("/outputs/");
    }

    @Test
    void odd_words_are_those_of_other_services_and_one_unheard_of() {
        String id = caller.buy(SampleInputs.FLASH, marked("odd-words"));
        List<String> texts = new ArrayList<>();
        for (int poll = 0; poll < 3; poll++) {
            texts.add(caller.status(id).path("status").asString());
        }
        clock.advance(SERVICE_TIME);

        assertThat(texts).containsExactly("warming_up", "starting", "processing");
        assertThat(caller.result(id).path("status").asString()).isEqualTo("completed");
        assertThat(caller.result(id).path("output").has("image")).isTrue();
    }

    @Test
    void a_picture_may_be_missing() {
        assertThat(picture(bought("output-404")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_truncated_picture_comes_as_if_it_were_whole_but_does_not_decode() {
        HttpResponse<byte[]> half = picture(bought("output-truncated"));

        assertThat(half.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> ImageIO.read(new ByteArrayInputStream(half.body())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_cut_picture_breaks_off_once_and_is_whole_the_second_time() throws IOException {
        String id = bought("output-cut");

        assertThatThrownBy(() -> picture(id)).isInstanceOf(UncheckedIOException.class);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture(id).body())).getWidth())
                .isEqualTo(1024);
    }

    @Test
    void a_prompt_that_asks_for_an_unknown_fault_is_refused_by_naming_the_nearest() {
        HttpResponse<byte[]> answer = caller.submit(marked("output-4004"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("output-404");
    }

    @Test
    void a_share_strikes_about_as_often_as_it_says_and_the_same_inputs_every_time() throws IOException {
        List<String> first = statesWithHalfFailing(7);
        List<String> again = statesWithHalfFailing(7);
        List<String> other = statesWithHalfFailing(8);

        assertThat(first).isEqualTo(again).isNotEqualTo(other);
        assertThat(first.stream().filter("failed"::equals).count()).isBetween(60L, 140L);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void every_fault_is_found_by_its_name(FaultKind fault) {
        assertThat(FaultKind.named(fault.keyword())).isEqualTo(fault);
    }

    private List<String> statesWithHalfFailing(long seed) throws IOException {
        try (ServiceSimulator shaky = start(seed, Map.of("job-failed", 0.5))) {
            PlainClient shakyCaller = new PlainClient(shaky);
            for (int row = 0; row < 200; row++) {
                shakyCaller.buy(SampleInputs.FLASH, SampleInputs.edit("row " + row));
            }
            clock.advance(SERVICE_TIME.multipliedBy(200));
            return shakyCaller
                    .counter()
                    .path("requests")
                    .valueStream()
                    .map(request -> request.path("status").asString())
                    .toList();
        }
    }

    private ServiceSimulator start(long seed, Map<String, Double> faults) throws IOException {
        return ServiceSimulator.start(new SimulatorSettings(4, SERVICE_TIME, seed, faults), null, 0, clock);
    }

    private String bought(String fault) {
        String id = caller.buy(SampleInputs.FLASH, marked(fault));
        clock.advance(SERVICE_TIME);
        return id;
    }

    private HttpResponse<byte[]> picture(String id) {
        return caller.getWithoutToken("/outputs/" + id + "/1.png");
    }

    private static ObjectNode marked(String fault) {
        return SampleInputs.edit("on white [[fault:" + fault + "]]");
    }
}
