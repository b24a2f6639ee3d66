package dev.darkroom.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.simulator.PlainClient;
import dev.darkroom.simulator.SampleInputs;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tests when the rules of a plan strike, and how a plan is replaced. */
class FaultPlanIT {

    private static final Duration SERVICE_TIME = Duration.ofSeconds(5);

    private final SettableClock clock = new SettableClock();

    private ServiceSimulator simulator;
    private PlainClient caller;

    @BeforeEach
    void start() throws IOException {
        simulator = start(1);
        caller = new PlainClient(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void a_window_has_its_first_moment_and_not_its_last() {
        plan("{'submit-500': {'from': '10s', 'to': '20s'}}");

        assertThat(submitsAfter(0, 9_999, 1, 9_999, 1)).containsExactly(200, 200, 500, 500, 200);
    }

    @Test
    void a_windows_time_begins_with_the_plan() {
        clock.advance(Duration.ofHours(1));
        plan("{'submit-500': {'to': '1s'}}");

        assertThat(submitsAfter(0, 1_000)).containsExactly(500, 200);
    }

    @Test
    void a_rule_strikes_no_more_often_than_it_says() {
        plan("{'submit-500': {'times': 2}}");

        assertThat(submits("a", "b", "c")).containsExactly(500, 500, 200);
    }

    @Test
    void a_rule_may_be_for_the_rows_with_a_text_in_their_prompt() {
        plan("{'submit-422': {'prompt': 'lamp'}}");

        assertThat(submits("a mug", "a lamp on white", "A Lamp")).containsExactly(200, 422, 200);
    }

    @ParameterizedTest
    @CsvSource({"2, 200 500 200 200", "2-3, 200 500 500 200", "3-, 200 200 500 500"})
    void a_rule_may_be_for_submits_by_their_number(String submits, String statuses) {
        plan("{'submit-500': {'submits': '" + submits + "'}}");

        assertThat(submits("a", "b", "c", "d")).extracting(String::valueOf).containsExactly(statuses.split(" "));
    }

    @Test
    void a_submits_number_is_its_requests_number_too() {
        plan("{'job-failed': {'submits': 2}, 'status-500': {'submits': 1, 'times': 1}}");
        List<String> ids = List.of(
                caller.buy(SampleInputs.FLASH, SampleInputs.edit("a")),
                caller.buy(SampleInputs.FLASH, SampleInputs.edit("b")),
                caller.buy(SampleInputs.FLASH, SampleInputs.edit("c")));
        clock.advance(SERVICE_TIME.multipliedBy(3));

        assertThat(ids.stream()
                        .map(id -> caller.get("/v1/requests/" + id + "/status").statusCode()))
                .containsExactly(500, 200, 200);
        assertThat(ids.stream().map(id -> caller.result(id).path("status").asString()))
                .containsExactly("succeeded", "failed", "succeeded");
    }

    @Test
    void what_exceeds_an_allowance_is_throttled_and_a_second_later_to_the_millisecond_it_is_not() {
        plan("{'throttle': {'over': '3/s'}}");

        assertThat(submitsAfter(0, 400, 0, 0)).containsExactly(200, 200, 200, 429);
        assertThat(submitsAfter(599)).containsExactly(429);
        assertThat(submitsAfter(1, 0)).containsExactly(200, 429);
        assertThat(submitsAfter(399)).containsExactly(429);
        assertThat(submitsAfter(1, 0, 0)).containsExactly(200, 200, 429);
    }

    @Test
    void an_allowance_counts_only_what_was_accepted() {
        plan("{'throttle': {'over': '2/s'}, 'submit-500': {'submits': '1-5'}}");

        assertThat(submits("a", "b", "c", "d", "e", "f", "g", "h"))
                .containsExactly(500, 500, 500, 500, 500, 200, 200, 429);
    }

    @Test
    void an_allowance_is_exact_when_many_ask_at_once() {
        plan("{'throttle': {'over': '30/s'}, 'submit-lost': {'times': 5}}");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 400)
                    .mapToObj(row -> CompletableFuture.supplyAsync(() -> status("row " + row), threads)
                            .exceptionally(lost -> 0))
                    .toList();
            List<Integer> statuses =
                    answers.stream().map(CompletableFuture::join).toList();

            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(25);
            assertThat(statuses.stream().filter(status -> status == 0)).hasSize(5);
            assertThat(statuses.stream().filter(status -> status == 429)).hasSize(370);
        } finally {
            threads.shutdownNow();
        }
        JsonNode counter = caller.counter();
        assertThat(counter.path("accepted").asInt()).isEqualTo(30);
        assertThat(counter.path("refused").asInt()).isEqualTo(370);
        assertThat(counter.path("calls").path("submit").asInt()).isEqualTo(400);
        assertThat(counter.path("calls").path("throttled").asInt()).isEqualTo(370);
        assertThat(counter.path("requests")
                        .valueStream()
                        .mapToLong(one -> one.path("submit_number").asLong()))
                .doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).isBetween(1L, 400L));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 5", "absurd, 99999999", "garbled, in a while"})
    void a_throttled_client_is_told_what_the_rule_says(String given, String told) {
        plan("{'throttle': {'retry-after': '" + given + "'}, 'status-429': {'retry-after': '" + given + "'}}");

        assertThat(retryAfter()).isEqualTo(told);
    }

    @Test
    void a_date_to_come_back_at_is_ahead_or_past() {
        plan("{'throttle': {'retry-after': 'date'}}");
        assertThat(retryAfter()).isEqualTo("Sat, 21 Nov 2026 20:00:03 GMT");

        plan("{'throttle': {'retry-after': 'past'}}");
        assertThat(retryAfter()).isEqualTo("Sat, 21 Nov 2026 19:00:00 GMT");

        plan("{'throttle': {'retry-after': 'none'}}");
        assertThat(retryAfter()).isEqualTo("nothing");
    }

    @Test
    void of_several_rules_of_a_fault_any_may_strike() {
        plan("{'submit-500': [{'prompt': 'a'}, {'submits': 3}]}");

        assertThat(submits("a", "b", "c", "d")).containsExactly(500, 200, 500, 200);
    }

    @Test
    void a_share_strikes_alike_with_the_same_seed_and_at_another_time() throws IOException {
        List<String> first = evening(7);
        clock.advance(Duration.ofHours(3));

        assertThat(evening(7)).isEqualTo(first);
        assertThat(evening(8)).isNotEqualTo(first);
        assertThat(first.stream().filter(row -> row.startsWith("500"))).hasSizeBetween(60, 140);
    }

    @Test
    void two_rules_of_a_fault_draw_apart() {
        plan("{'submit-500': [0.5, 0.5]}");

        long struck = IntStream.range(0, 200)
                .filter(row -> status("row " + row) == 500)
                .count();
        assertThat(struck).isBetween(120L, 180L);
    }

    @Test
    void a_plan_is_shown_and_replaced_and_marks_work_with_any() {
        HttpResponse<byte[]> set = plan("{'throttle': [{'over': '30/s', 'retry-after': 'date'}], 'away': 0.25}");

        String shown = "{'away':0.25,'throttle':{'over':'30/s','retry-after':'date'}}".replace('\'', '"');
        assertThat(set.body()).asString(StandardCharsets.UTF_8).isEqualTo(shown);
        assertThat(caller.getWithoutToken("/simulator/faults").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(shown);

        plan("{}");
        assertThat(PlainClient.json(caller.getWithoutToken("/simulator/faults")))
                .isEmpty();
        assertThat(submits("[[fault:submit-500]]", "b")).containsExactly(500, 200);
    }

    @Test
    void a_plan_that_cannot_be_meant_is_refused_and_the_old_one_stays() {
        plan("{'submit-500': 1}");

        HttpResponse<byte[]> answer = plan("{'throttle': {'ovr': '30/s'}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(PlainClient.json(answer).path("error_message").asString())
                .startsWith("throttle.ovr ")
                .contains("'over'");
        assertThat(caller.postText("/simulator/faults", "{").statusCode()).isEqualTo(400);
        assertThat(submits("a")).containsExactly(500);
    }

    @Test
    void the_calls_are_counted_by_kind() {
        String id = caller.buy(SampleInputs.FLASH, SampleInputs.edit("a").put("image_size", "square"));
        caller.status(id);
        caller.status(id);
        clock.advance(SERVICE_TIME);
        caller.result(id);
        caller.cancel(id);
        caller.get("/v1/models/" + SampleInputs.FLASH);
        caller.get("/prod/v2/balance");
        caller.getWithoutToken("/outputs/" + id + "/1.png");
        caller.getWithoutToken("/elsewhere");

        assertThat(caller.counter().path("calls"))
                .hasToString(("{'submit':1,'status':2,'result':1,'cancel':1,'model':1,'balance':1,'output':1,"
                                + "'throttled':0,'elsewhere':1}")
                        .replace('\'', '"'));
    }

    @Test
    void hanging_and_slow_answers_hold_up_nobody_else() throws IOException {
        plan("{'submit-hang': {'prompt': 'hang'}, 'submit-slow': {'prompt': 'slow'}}");
        List<CompletableFuture<Integer>> held = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int row = 0; row < 40; row++) {
                String prompt = (row % 2 == 0 ? "hang " : "slow ") + row;
                held.add(CompletableFuture.supplyAsync(() -> status(prompt), threads));
            }
            Instant deadline = Instant.now().plusSeconds(4);
            while (caller.counter().path("accepted").asInt() < 40
                    && Instant.now().isBefore(deadline)) {
                Thread.onSpinWait();
            }

            assertThat(submits("quick")).containsExactly(200);
            assertThat(caller.counter().path("accepted").asInt()).isEqualTo(41);
            assertThat(held).noneMatch(CompletableFuture::isDone);
        } finally {
            simulator.close();
            threads.shutdownNow();
        }
    }

    private List<String> evening(long seed) throws IOException {
        try (ServiceSimulator shaky = start(seed)) {
            PlainClient shakyCaller = new PlainClient(shaky);
            shakyCaller.post("/simulator/faults", json("{'submit-500': 0.5, 'status-503': 0.5, 'job-failed': 0.5}"));
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < 200; row++) {
                HttpResponse<byte[]> answer = shakyCaller.submit(SampleInputs.edit("row " + row));
                String id = PlainClient.json(answer).path("request_id").asString("");
                int status = shakyCaller.get("/v1/requests/" + id + "/status").statusCode();
                rows.add(answer.statusCode() + " " + (id.isEmpty() ? "" : status));
            }
            return rows;
        }
    }

    private ServiceSimulator start(long seed) throws IOException {
        return ServiceSimulator.start(new SimulatorSettings(1, SERVICE_TIME, seed, Map.of()), null, 0, clock);
    }

    private HttpResponse<byte[]> plan(String json) {
        return caller.post("/simulator/faults", json(json));
    }

    private List<Integer> submitsAfter(long... millis) {
        return LongStream.of(millis)
                .mapToObj(pause -> {
                    clock.advance(Duration.ofMillis(pause));
                    return status("at " + clock.millis());
                })
                .toList();
    }

    private List<Integer> submits(String... prompts) {
        return Stream.of(prompts).map(this::status).toList();
    }

    private int status(String prompt) {
        return caller.submit(SampleInputs.edit(prompt)).statusCode();
    }

    private String retryAfter() {
        return caller.submit(SampleInputs.edit("a"))
                .headers()
                .firstValue("Retry-After")
                .orElse("nothing");
    }

    private static ObjectNode json(String json) {
        return SampleInputs.of(json);
    }
}
