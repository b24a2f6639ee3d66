package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.SimulatorJson;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a raw client sees of every fault. */
class FaultAnswersIT {

    private static final Duration SERVICE_TIME = Duration.ofSeconds(5);

    private static final String SUBMITS = """
            away              | closed                                       | 0
            unavailable       | 503 plain words                              | 0
            bad-token         | 400 json 400004                              | 0
            bad-token-200     | 200 json 400004                              | 0
            token-401         | 401 nothing                                  | 0
            token-403         | 403 nothing                                  | 0
            balance-empty     | 400 json 400002                              | 0
            balance-empty-200 | 200 json 400002                              | 0
            balance-402       | 402 nothing                                  | 0
            throttle          | 429 json 429001                              | 0
            submit-500        | 500 json 500001                              | 0
            submit-503        | 503 plain words                              | 0
            submit-502-html   | 502 html page                                | 0
            submit-408        | 408 plain words                              | 0
            submit-redirect   | 307 to http://localhost:PORT/elsewhere nothing | 0
            submit-reset      | closed                                       | 0
            not-yours         | 403 json 403001                              | 0
            submit-422        | 422 json 422001                              | 0
            submit-403-html   | 403 html page                                | 0
            error-in-200      | 200 json 422001                              | 0
            submit-lost       | closed                                       | 1
            submit-slow       | silent                                       | 1
            submit-hang       | silent                                       | 1
            submit-no-id      | 200 json object                              | 1
            submit-bad-id     | 200 json object                              | 1
            submit-html       | 200 html page                                | 1
            submit-garbled    | 200 json half                                | 1
            """;
    private static final String POLLS = """
            status-404-fresh | 404 json 404001
            status-500       | 500 json 500001
            status-503       | 503 plain words
            status-502-html  | 502 html page
            status-429       | 429 json 429001
            status-reset     | closed
            status-hang      | silent
            status-redirect  | 307 to http://localhost:PORT/elsewhere nothing
            status-401       | 401 nothing
            status-garbled   | 200 json half
            """;
    private static final String RESULTS = """
            result-500  | 500 json 500001
            result-lost | closed
            """;
    private static final String CANCELS = """
            cancel-500             | 500 json 500001 |                 | in_queue
            cancel-not-cancellable | 202 json object | not_cancellable | in_queue
            cancel-lies            | 202 json object |                 | in_queue
            cancel-lost            | closed          |                 | cancelled
            """;
    private static final String ACCOUNTS = """
            model-500       | /v1/models/blackforestlabs/flux-2/flash/edit | 500 json 500001
            model-404       | /v1/models/blackforestlabs/flux-2/flash/edit | 404 json 404000
            model-401       | /v1/models/blackforestlabs/flux-2/flash/edit | 401 nothing
            model-no-price  | /v1/models/blackforestlabs/flux-2/flash/edit | 200 json object
            model-per-second | /v1/models/blackforestlabs/flux-2/flash/edit | 200 json object
            model-per-megapixel | /v1/models/blackforestlabs/flux-2/flash/edit | 200 json object
            balance-500     | /prod/v2/balance                             | 500 json 500001
            balance-401     | /prod/v2/balance                             | 401 nothing
            balance-garbled | /prod/v2/balance                             | 200 json half
            """;
    private static final String JOBS = """
            job-failed        | completed   | failed      | 9999.985
            failed-on-status  | failed      | failed      | 9999.985
            job-cancelled     | cancelled   | cancelled   | 9999.985
            stuck-in-queue    | in_queue    | in_queue    | 9999.970
            stuck-in-progress | in_progress | in_progress | 9999.970
            status-404        |             |             | 9999.970
            odd-words         | completed   | completed   | 9999.970
            """;
    private static final String CONTENTS = """
            result-no-output       | \\{}
            result-no-cost         | \\{"image":"http://127.*
            result-late-cost       | \\{"image":"http://127.*
            result-dear            | \\{"image":"http://127.*
            output-string          | "http://127.*png"
            output-array           | \\["http://127.*png"]
            output-echo            | \\{"image":"http://127.*
            output-other-host      | \\{"image":"https://example.com/.*png"}
            output-private-address | \\{"image":"http://10.0.0.1/.*png"}
            output-file-url        | \\{"image":"file:///etc/passwd"}
            output-javascript      | \\{"image":"javascript:alert\\(1\\)"}
            """;
    private static final String OUTPUTS = """
            output-403              | 403 html page                        | 403 html page
            output-404              | 404 html page                        | 404 html page
            output-expired          | 404 html page                        | 404 html page
            output-gone             | 404 html page                        | 404 html page
            output-redirect-private | 302 to http://10.0.0.1/ nothing      | 302 to http://10.0.0.1/ nothing
            output-redirect-loop    | 302 to ITSELF nothing                | 302 to ITSELF nothing
            output-redirect-file    | 302 to file:///etc/passwd nothing    | 302 to file:///etc/passwd nothing
            output-html             | 200 html page                        | 200 html page
            output-empty            | 200 png nothing                      | 200 png nothing
            output-truncated        | 200 png png 1024                     | 200 png png 1024
            output-lying-length     | closed                               | closed
            output-endless          | 200 png endless                      | 200 png endless
            output-bomb             | 200 png png 60000                    | 200 png png 60000
            output-other-type       | 200 png gif                          | 200 png gif
            output-svg              | 200 svg+xml drawing                  | 200 svg+xml drawing
            output-gzip             | 200 png in gzip packed               | 200 png in gzip packed
            output-garbled          | 200 png png 1024                     | 200 png png 1024
            output-blank            | 200 png png 1024                     | 200 png png 1024
            output-blurred          | 200 png png 1024                     | 200 png png 1024
            output-source           | 200 png png 1024                     | 200 png png 1024
            output-narrow           | 200 png png 768                      | 200 png png 768
            output-off-white        | 200 png png 1024                     | 200 png png 1024
            output-500              | 500 html page                        | 200 png png 1024
            output-cut              | closed                               | 200 png png 1024
            output-slow             | silent                               | 200 png png 1024
            """;

    private final SettableClock clock = new SettableClock();

    private ServiceSimulator simulator;
    private PlainClient caller;
    private ObservedResponse sight;

    @BeforeEach
    void start() throws IOException {
        simulator = ServiceSimulator.start(new SimulatorSettings(1, SERVICE_TIME, 1, Map.of()), null, 0, clock);
        caller = new PlainClient(simulator);
        sight = new ObservedResponse(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = SUBMITS)
    void a_submit(String fault, String seen, int accepted) {
        String path = "/v1/models/" + SampleInputs.FLASH;

        assertThat(sight.post(path, marked(fault))).isEqualTo(seen);
        assertThat(caller.counter().path("accepted").asInt()).isEqualTo(accepted);
        assertThat(caller.counter().path("refused").asInt()).isEqualTo(1 - accepted);

        assertThat(sight.post(path, marked(fault))).isEqualTo("200 json object");
        assertThat(caller.counter().path("accepted").asInt()).isEqualTo(accepted + 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = POLLS)
    void a_question_for_the_state(String fault, String seen) {
        String path = "/v1/requests/" + caller.buy(SampleInputs.FLASH, marked(fault));

        assertThat(sight.get(path + "/status")).isEqualTo(seen);
        assertThat(sight.get(path + "/result")).isEqualTo("200 json object");
        String other = "/v1/requests/" + caller.buy(SampleInputs.FLASH, marked(fault));
        assertThat(sight.get(other + "/result")).isEqualTo(seen);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = RESULTS)
    void a_question_for_the_result(String fault, String seen) {
        String path = "/v1/requests/" + caller.buy(SampleInputs.FLASH, marked(fault));

        assertThat(sight.get(path + "/status")).isEqualTo("200 json object");
        assertThat(sight.get(path + "/result")).isEqualTo(seen);
        assertThat(sight.get(path + "/result")).isEqualTo("200 json object");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = CANCELS)
    void a_cancel(String fault, String seen, String outcome, String state) {
        caller.buy(SampleInputs.FLASH, SampleInputs.edit("takes the only slot"));
        String first = caller.buy(SampleInputs.FLASH, marked(fault));
        String second = caller.buy(SampleInputs.FLASH, marked(fault));

        assertThat(sight.post("/v1/requests/" + first + "/cancel", SimulatorJson.object()))
                .isEqualTo(seen);
        assertThat(caller.status(first).path("status").asString()).isEqualTo(state);
        if (seen.startsWith("202")) {
            JsonNode answer = PlainClient.json(caller.cancel(second));
            assertThat(answer.path("outcome").asStringOpt().orElse(null)).isEqualTo(outcome);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = ACCOUNTS)
    void a_question_for_price_or_balance(String fault, String path, String seen) {
        caller.post("/simulator/faults", SimulatorJson.object().put(fault, 1));

        assertThat(sight.get(path)).isEqualTo(seen);
    }

    @Test
    void a_model_without_a_price_has_all_else() {
        caller.post("/simulator/faults", SimulatorJson.object().put("model-no-price", 1));

        JsonNode model = PlainClient.json(caller.get("/v1/models/" + SampleInputs.FLASH));
        assertThat(model.has("base_price_usd")).isFalse();
        assertThat(model.has("input_schema")).isTrue();
    }

    @Test
    void a_price_for_something_else_says_what_it_is_for() {
        caller.post("/simulator/faults", SimulatorJson.object().put("model-per-second", 1));

        JsonNode model = PlainClient.json(caller.get("/v1/models/" + SampleInputs.FLASH));
        assertThat(model.path("price_unit").asString()).isEqualTo("second");
        assertThat(model.has("base_price_usd")).isTrue();
    }

    @Test
    void a_late_cost_is_named_the_second_time_and_a_dear_one_is_taken_from_the_balance() {
        String late = finished("result-late-cost");
        assertThat(caller.result(late).has("cost")).isFalse();
        assertThat(caller.result(late).path("cost").decimalValue()).isEqualByComparingTo("0.015");

        assertThat(caller.result(finished("result-dear")).path("cost").decimalValue())
                .isEqualByComparingTo("0.045");
        assertThat(PlainClient.json(caller.get("/prod/v2/balance"))
                        .path("balance_usd")
                        .decimalValue())
                .isEqualByComparingTo("9999.94");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = JOBS)
    void a_job(String fault, String status, String result, String balance) {
        caller.buy(SampleInputs.FLASH, SampleInputs.edit("takes the only slot"));
        String id = caller.buy(SampleInputs.FLASH, marked(fault));
        clock.advance(SERVICE_TIME.multipliedBy(2));

        assertThat(caller.status(id).path("status").asStringOpt().orElse(null)).isEqualTo(status);
        assertThat(caller.result(id).path("status").asStringOpt().orElse(null)).isEqualTo(result);
        assertThat(PlainClient.json(caller.get("/prod/v2/balance"))
                        .path("balance_usd")
                        .asString())
                .isEqualTo(balance);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = CONTENTS)
    void a_result(String fault, String output) {
        JsonNode result = caller.result(finished(fault));

        assertThat(result.path("status").asString()).isEqualTo("succeeded");
        assertThat(result.path("output").toString()).matches(output);
        assertThat(result.has("cost")).isEqualTo(!fault.endsWith("-cost"));
        assertThat(result.has("images")).isEqualTo(fault.equals("output-echo"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = OUTPUTS)
    void an_output(String fault, String first, String again) {
        String id = finished(fault);
        String path = "/outputs/" + id + "/1.png";
        String itself = "http://127.0.0.1:PORT" + path;

        assertThat(sight.getWithoutToken(path).replace(itself, "ITSELF")).isEqualTo(first);
        assertThat(sight.getWithoutToken(path).replace(itself, "ITSELF")).isEqualTo(again);
    }

    @Test
    void an_expired_output_has_a_fresh_address_once_it_was_asked_for() {
        String id = finished("output-expired");
        String before = address(id);

        assertThat(sight.getWithoutToken(before)).isEqualTo("404 html page");
        assertThat(address(id)).isNotEqualTo(before);
        assertThat(sight.getWithoutToken(address(id))).isEqualTo("200 png png 1024");
    }

    @Test
    void what_is_gone_with_its_output_is_unknown_once_that_was_asked_for() {
        String id = finished("output-gone");

        assertThat(sight.getWithoutToken(address(id))).isEqualTo("404 html page");
        assertThat(sight.get("/v1/requests/" + id + "/result")).isEqualTo("404 json 404001");
        assertThat(sight.get("/v1/requests/" + id + "/status")).isEqualTo("404 json 404001");
    }

    @Test
    void a_job_stuck_in_the_queue_is_in_nobodys_way_and_can_be_cancelled() {
        String stuck = caller.buy(SampleInputs.FLASH, marked("stuck-in-queue"));
        String next = caller.buy(SampleInputs.FLASH, SampleInputs.edit("next"));
        clock.advance(SERVICE_TIME);

        assertThat(caller.status(next).path("status").asString()).isEqualTo("completed");
        assertThat(caller.status(stuck).path("queue_position").asInt()).isZero();
        assertThat(PlainClient.json(caller.cancel(stuck)).path("outcome").asString())
                .isEqualTo("cancelled");
        assertThat(caller.status(stuck).path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void a_bad_id_is_no_id() {
        assertThat(PlainClient.json(caller.submit(marked("submit-bad-id")))
                        .path("request_id")
                        .asString())
                .isEqualTo("../../x");
    }

    @Test
    void every_fault_is_in_a_table() {
        Set<String> tried = Stream.of(SUBMITS, POLLS, RESULTS, CANCELS, ACCOUNTS, JOBS, CONTENTS, OUTPUTS)
                .flatMap(String::lines)
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .collect(Collectors.toSet());

        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FaultKind.values())
                        .map(FaultKind::keyword)
                        .toList());
    }

    private String address(String id) {
        return caller.result(id).path("output").path("image").asString();
    }

    private String finished(String fault) {
        String id = caller.buy(SampleInputs.FLASH, marked(fault));
        clock.advance(SERVICE_TIME);
        return id;
    }

    private static ObjectNode marked(String fault) {
        return SampleInputs.edit("on white [[fault:" + fault + "]]");
    }
}
