package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.faults.SimulatorJson;
import dev.darkroom.simulator.picture.FixedPicture;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ServiceSimulatorIT {

    private static final Duration SERVICE_TIME = Duration.ofSeconds(10);

    private final SettableClock clock = new SettableClock();

    private ServiceSimulator simulator;
    private PlainClient caller;

    @BeforeEach
    void start() throws IOException {
        simulator = ServiceSimulator.start(new SimulatorSettings(2, SERVICE_TIME, 1, Map.of()), null, 0, clock);
        caller = new PlainClient(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void a_submit_answers_the_id_and_the_urls_to_go_on_with() {
        JsonNode answer = PlainClient.json(caller.submit(SampleInputs.edit("on white")));

        String id = answer.path("request_id").asString("");
        assertThat(id).matches("[A-Za-z0-9_-]{1,128}");
        String request = simulator.base() + "/requests/" + id;
        assertThat(answer.path("status_url").asString()).isEqualTo(request + "/status");
        assertThat(answer.path("result_url").asString()).isEqualTo(request + "/result");
        assertThat(answer.path("cancel_url").asString()).isEqualTo(request + "/cancel");
    }

    @Test
    void equal_inputs_are_two_purchases() {
        String first = caller.buy(SampleInputs.FLASH, SampleInputs.edit("on white"));
        String second = caller.buy(SampleInputs.FLASH, SampleInputs.edit("on white"));

        assertThat(first).isNotEqualTo(second);
        assertThat(caller.counter().path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void the_books_tell_when_a_request_ended_and_when_that_was_noticed() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("on white"));
        caller.status(id);
        assertThat(book().propertyNames()).contains("accepted_at").doesNotContain("ended_at", "end_told_at");

        clock.advance(SERVICE_TIME.plusMillis(30));
        caller.status(id);
        clock.advance(Duration.ofMillis(40));
        String picture = caller.result(id).path("output").path("image").asString();
        caller.getWithoutToken(picture);

        assertThat(since("ended_at")).isEqualTo(SERVICE_TIME);
        assertThat(since("end_told_at")).isEqualTo(SERVICE_TIME.plusMillis(30));
        assertThat(since("fetched_at")).isEqualTo(SERVICE_TIME.plusMillis(70));
    }

    private JsonNode book() {
        return caller.counter().path("requests").path(0);
    }

    private Duration since(String key) {
        return Duration.between(
                Instant.parse(book().path("accepted_at").asString()),
                Instant.parse(book().path(key).asString()));
    }

    @Test
    void requests_wait_for_a_slot_run_their_time_and_end() {
        String first = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
        String second = caller.buy(SampleInputs.FLASH, SampleInputs.edit("two"));
        String third = caller.buy(SampleInputs.FLASH, SampleInputs.edit("three"));
        String fourth = caller.buy(SampleInputs.FLASH, SampleInputs.edit("four"));

        assertThat(state(first)).isEqualTo("in_progress");
        assertThat(state(second)).isEqualTo("in_progress");
        assertThat(caller.status(third).path("queue_position").asInt()).isZero();
        assertThat(caller.status(fourth).path("queue_position").asInt()).isEqualTo(1);
        assertThat(state(fourth)).isEqualTo("in_queue");

        clock.advance(SERVICE_TIME.minusMillis(1));
        assertThat(state(first)).isEqualTo("in_progress");
        clock.advance(Duration.ofMillis(1));
        assertThat(state(first)).isEqualTo("completed");
        assertThat(state(third)).isEqualTo("in_progress");
        assertThat(state(fourth)).isEqualTo("in_progress");
        clock.advance(SERVICE_TIME);
        assertThat(state(fourth)).isEqualTo("completed");
    }

    @Test
    void a_result_tells_the_state_first_and_the_picture_times_and_cost_at_the_end() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("on white"));

        JsonNode early = caller.result(id);
        assertThat(early.path("status").asString()).isEqualTo("in_progress");
        assertThat(early.has("output")).isFalse();
        assertThat(early.has("finished_at")).isFalse();

        clock.advance(SERVICE_TIME);
        JsonNode late = caller.result(id);
        assertThat(late.path("status").asString()).isEqualTo("succeeded");
        assertThat(late.path("output").path("image").asString()).endsWith("/outputs/" + id + "/1.png");
        assertThat(late.path("created_at").asString()).isEqualTo("2026-11-21T20:00:00Z");
        assertThat(late.path("finished_at").asString()).isEqualTo("2026-11-21T20:00:10Z");
        assertThat(late.path("cost").decimalValue()).isEqualByComparingTo("0.015");
    }

    @Test
    void cost_is_told_only_to_whoever_asks() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("on white"));
        clock.advance(SERVICE_TIME);

        assertThat(PlainClient.json(caller.get("/v1/requests/" + id + "/result"))
                        .has("cost"))
                .isFalse();
    }

    @Test
    void several_pictures_come_as_images_and_cost_as_many_times_the_price() {
        String id = caller.buy(SampleInputs.DEV, SampleInputs.edit("on white").put("num_images", 3));
        clock.advance(SERVICE_TIME);

        JsonNode result = caller.result(id);
        assertThat(result.path("output").path("images").size()).isEqualTo(3);
        assertThat(result.path("cost").decimalValue()).isEqualByComparingTo("0.075");
    }

    @Test
    void a_queued_request_can_be_cancelled_and_gives_its_place_and_its_price_back() {
        caller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
        caller.buy(SampleInputs.FLASH, SampleInputs.edit("two"));
        String third = caller.buy(SampleInputs.FLASH, SampleInputs.edit("three"));
        String fourth = caller.buy(SampleInputs.FLASH, SampleInputs.edit("four"));

        HttpResponse<byte[]> answer = caller.cancel(third);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(PlainClient.json(answer).path("outcome").asString()).isEqualTo("cancelled");
        assertThat(state(third)).isEqualTo("cancelled");
        assertThat(caller.result(third).path("status").asString()).isEqualTo("cancelled");
        assertThat(caller.status(fourth).path("queue_position").asInt()).isZero();
        assertThat(balance()).isEqualByComparingTo("9999.955");
    }

    @Test
    void a_request_in_progress_is_not_cancellable_and_runs_on() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));

        HttpResponse<byte[]> answer = caller.cancel(id);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(PlainClient.json(answer).path("outcome").asString()).isEqualTo("not_cancellable");
        clock.advance(SERVICE_TIME);
        assertThat(state(id)).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "blackforestlabs/flux-2/flash/edit, 0.015",
        "blackforestlabs/flux-2/flash/text-to-image, 0.01",
        "blackforestlabs/flux-2/flex/edit, 0.06",
        "blackforestlabs/flux-2/dev/edit, 0.025",
        "blackforestlabs/flux-2/lora/edit, 0.03",
    })
    void a_model_tells_its_price_and_inputs(String model, String price) {
        JsonNode answer = PlainClient.json(caller.get("/v1/models/" + model));

        assertThat(answer.path("model_id").asString()).isEqualTo(model);
        assertThat(answer.path("base_price_usd").decimalValue()).isEqualByComparingTo(price);
        assertThat(answer.path("price_unit").asString()).isNotEmpty();
        assertThat(answer.path("input_schema").path("properties").has("prompt")).isTrue();
    }

    @Test
    void an_unknown_model_is_400001_on_both_calls() {
        assertRefused(caller.get("/v1/models/blackforestlabs/flux-3"), 400, 400_001);
        assertRefused(caller.post("/v1/models/blackforestlabs/flux-3", SampleInputs.edit("x")), 400, 400_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "result"})
    void an_unknown_request_is_404001(String call) {
        assertRefused(caller.get("/v1/requests/no-such-id/" + call), 404, 404_001);
        assertRefused(caller.cancel("no-such-id"), 404, 404_001);
    }

    @Test
    void a_request_expires_after_a_week() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
        clock.advance(Duration.ofDays(7).plusSeconds(1));

        assertRefused(caller.get("/v1/requests/" + id + "/result"), 404, 404_001);
    }

    @Test
    void every_call_of_the_service_wants_a_token() {
        assertRefused(caller.getWithoutToken("/v1/models/" + SampleInputs.FLASH), 400, 400_004);
        assertRefused(caller.getWithoutToken("/v1/requests/some/status"), 400, 400_004);
        assertRefused(caller.getWithoutToken("/prod/v2/balance"), 400, 400_004);
    }

    @Test
    void the_balance_falls_with_every_purchase_and_an_empty_one_is_400002() {
        caller.buy(SampleInputs.FLEX, SampleInputs.edit("one"));
        assertThat(balance()).isEqualByComparingTo("9999.94");

        caller.post("/simulator/balance", SimulatorJson.object().put("balance_usd", 0.02));
        assertRefused(caller.post("/v1/models/" + SampleInputs.FLEX, SampleInputs.edit("two")), 400, 400_002);
        assertThat(caller.buy(SampleInputs.FLASH, SampleInputs.edit("three"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{'prompt': ", "nothing", ""})
    void a_body_that_is_no_json_object_is_refused(String body) {
        assertRefused(caller.postText("/v1/models/" + SampleInputs.FLASH, body), 400, 400_003);
    }

    @Test
    void a_call_that_does_not_exist_is_404() {
        assertRefused(caller.get("/v1/requests/some/other"), 404, 404_000);
        assertRefused(caller.get("/elsewhere"), 404, 404_000);
        assertRefused(caller.postText("/v1/requests/some/status", ""), 404, 404_000);
    }

    @Test
    void the_counter_tells_accepted_and_refused_with_their_inputs() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
        caller.submit(SampleInputs.edit("two").put("guidance_scale", 99));
        clock.advance(SERVICE_TIME);

        JsonNode counter = caller.counter();
        assertThat(counter.path("accepted").asInt()).isEqualTo(1);
        assertThat(counter.path("refused").asInt()).isEqualTo(1);
        JsonNode only = counter.path("requests").path(0);
        assertThat(only.path("request_id").asString()).isEqualTo(id);
        assertThat(only.path("model").asString()).isEqualTo(SampleInputs.FLASH);
        assertThat(only.path("status").asString()).isEqualTo("succeeded");
        assertThat(only.path("input").path("prompt").asString()).isEqualTo("one");
    }

    @Test
    void a_picture_is_public_and_a_token_sent_to_it_is_refused_and_noticed() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("one").put("image_size", "square"));
        String path = "/outputs/" + id + "/1.png";
        assertThat(caller.getWithoutToken(path).statusCode()).isEqualTo(404);
        clock.advance(SERVICE_TIME);

        HttpResponse<byte[]> picture = caller.getWithoutToken(path);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(caller.get(path).statusCode()).isEqualTo(400);
        assertThat(caller.counter().path("pictures_asked_with_token").asInt()).isEqualTo(1);
        assertThat(caller.getWithoutToken("/outputs/" + id + "/2.png").statusCode())
                .isEqualTo(404);
        assertThat(caller.getWithoutToken("/outputs/" + id + "/1.jpg").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_service_that_takes_no_time_has_every_request_completed_at_once() throws IOException {
        SimulatorSettings settings = new SimulatorSettings(1, Duration.ZERO, 1, Map.of());
        try (ServiceSimulator quick = ServiceSimulator.start(settings, null, 0, clock)) {
            PlainClient quickCaller = new PlainClient(quick);
            quickCaller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
            String second = quickCaller.buy(SampleInputs.FLASH, SampleInputs.edit("two"));

            assertThat(quickCaller.result(second).path("status").asString()).isEqualTo("succeeded");
        }
    }

    @Test
    void one_picture_can_stand_for_every_output() throws IOException {
        Path file = Path.of("samples/pictures/bag-601.jpg");
        SimulatorSettings settings = new SimulatorSettings(
                1,
                Duration.ZERO,
                1,
                FaultRules.ofShares(Map.of("output-truncated", 1.0)),
                List.of(),
                FixedPicture.read(file));
        try (ServiceSimulator quick = ServiceSimulator.start(settings, null, 0, clock)) {
            PlainClient quickCaller = new PlainClient(quick);
            String id = quickCaller.buy(SampleInputs.FLASH, SampleInputs.edit("one"));
            HttpResponse<byte[]> output = quickCaller.getWithoutToken("/outputs/" + id + "/1.png");

            assertThat(output.headers().firstValue("Content-Type")).contains("image/jpeg");
            byte[] whole = Files.readAllBytes(file);
            assertThat(output.body()).isEqualTo(Arrays.copyOf(whole, whole.length / 2));
        }
    }

    @Test
    void a_fault_that_does_not_exist_is_refused_by_naming_the_nearest() {
        assertThatThrownBy(() -> FaultRules.ofShares(Map.of("job-fail", 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'job-fail'")
                .hasMessageContaining("did you mean 'job-failed'");
    }

    @Test
    void a_share_beyond_one_is_refused() {
        assertThatThrownBy(() -> FaultRules.ofShares(Map.of("throttle", 1.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("throttle");
    }

    private String state(String id) {
        return caller.status(id).path("status").asString("");
    }

    private BigDecimal balance() {
        JsonNode answer = PlainClient.json(caller.get("/prod/v2/balance"));
        assertThat(answer.path("currency").asString()).isEqualTo("USD");
        return answer.path("balance_usd").decimalValue();
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, int code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        ObjectNode body = PlainClient.json(answer).asObject();
        assertThat(body.path("error_code").asInt()).isEqualTo(code);
        assertThat(body.path("error_message").asString()).isNotBlank();
        assertThat(body.path("detail").isArray()).isTrue();
    }
}
