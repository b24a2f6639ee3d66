package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class AnswersToQuestionsTest {

    private static final String URL = "https://cdn.runcomfy.net/a.png";

    private final ResponseParser answers = new ResponseParser(
            ServiceProfiles.DEFAULT,
            JsonMapper.builder().build(),
            new MessageSanitizer(new ApiToken("secret-token")),
            new SettableClock());

    @ParameterizedTest
    @ValueSource(
            strings = {"in_queue", "queued", "pending", "waiting", "starting", "IN_QUEUE", " in-queue ", "In Queue"})
    void words_for_waiting(String word) {
        assertThat(answers.status(status(word))).isEqualTo(new JobResponse.InQueue());
        assertThat(answers.result(status(word))).isEqualTo(new JobResponse.InQueue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_progress", "processing", "running", "IN_PROGRESS"})
    void words_for_being_worked_on(String word) {
        assertThat(answers.status(status(word))).isEqualTo(new JobResponse.InProgress());
        assertThat(answers.result(status(word))).isEqualTo(new JobResponse.InProgress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "succeeded", "failed", "Completed", "FAILED"})
    void an_end_on_status_does_not_yet_tell_how_it_ended(String word) {
        assertThat(answers.status(status(word))).isEqualTo(new JobResponse.RequestDone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "canceled", "CANCELLED"})
    void both_spellings_of_cancelled(String word) {
        assertThat(answers.status(status(word)))
                .isEqualTo(new JobResponse.RequestCancelled("cancelled at the service"));
        assertThat(answers.result(status(word)))
                .isEqualTo(new JobResponse.RequestCancelled("cancelled at the service"));
    }

    @Test
    void an_unknown_word_is_polled_on_and_logged_once_on_one_line(CapturedOutput log) {
        for (int i = 0; i < 3; i++) {
            assertThat(answers.status(status("thinking\\nvery hard"))).isInstanceOf(JobResponse.JobUnclear.class);
            assertThat(answers.result(status("thinking\\nvery hard")))
                    .isEqualTo(new JobResponse.JobUnclear("unknown status thinking_very_hard", false));
        }

        assertThat(log.getAll()).containsOnlyOnce("thinking_very_hard");
    }

    @Test
    void a_word_without_end_is_cut() {
        JobResponse.JobUnclear answer = (JobResponse.JobUnclear) answers.status(status("x".repeat(100_000)));

        assertThat(answer.message()).hasSizeLessThan(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"image":"https://cdn.runcomfy.net/a.png"}                                               ~ 1
            {"images":["https://cdn.runcomfy.net/a.png","https://cdn.runcomfy.net/b.png"]}           ~ 2
            {"video":"https://cdn.runcomfy.net/a.png"}                                               ~ 1
            {"videos":["https://cdn.runcomfy.net/a.png"]}                                            ~ 1
            {"image":"https://cdn.runcomfy.net/a.png","images":["https://cdn.runcomfy.net/a.png"]}   ~ 1
            {"images":[{"url":"https://cdn.runcomfy.net/a.png"},{"url":"https://cdn.runcomfy.net/b.png"}]} ~ 2
            {"image":{"url":"https://cdn.runcomfy.net/a.png","width":8}}                             ~ 1
            "https://cdn.runcomfy.net/a.png"                                                         ~ 1
            ["https://cdn.runcomfy.net/a.png","https://cdn.runcomfy.net/b.png"]                      ~ 2
            [{"url":"https://cdn.runcomfy.net/a.png"},{"image":"https://cdn.runcomfy.net/b.png"}]    ~ 2
            [["https://cdn.runcomfy.net/a.png"],null,7,""]                                           ~ 1
            {"images":["https://cdn.runcomfy.net/a.png"],"image_urls":["https://shop.example/i.png"]} ~ 1
            """)
    void an_output_comes_in_many_shapes(String output, int urls) {
        for (String word : List.of("succeeded", "completed")) {
            JobResponse response = answers.result(
                    CannedResponses.json(200, "{\"status\":\"" + word + "\",\"output\":" + output + "}"));

            assertThat(response).isInstanceOf(JobResponse.RequestSucceeded.class);
            assertThat(((JobResponse.RequestSucceeded) response).outputUrls())
                    .hasSize(urls)
                    .startsWith(URL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"output\":null}",
                "{\"output\":{}}",
                "{\"output\":[]}",
                "{\"output\":\"\"}",
                "{\"output\":\"still working\"}",
                "{\"output\":{\"image\":null,\"images\":[]}}",
                "{\"output\":{\"images\":[{}]}}",
                "{\"output\":\"data:image/png;base64,AAAA\"}",
                "{\"output\":\"file:///etc/passwd\"}",
                "{\"image_urls\":[\"https://cdn.runcomfy.net/in.png\"],\"input\":{\"image\":\"https://a.example/b\"}}"
            })
    void a_success_without_an_output_is_a_failure(String fields) {
        String body = "{\"status\":\"succeeded\"" + (fields.equals("{}") ? "}" : "," + fields.substring(1));

        assertThat(answers.result(CannedResponses.json(200, body)))
                .isEqualTo(new JobResponse.RequestFailed("NO_OUTPUT", "succeeded without an output", null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"status":"failed"}                                                        ~ JOB_FAILED ~ the service gave no reason
            {"status":"failed","error":"out of memory"}                                ~ JOB_FAILED ~ out of memory
            {"status":"failed","error":{"code":"OOM","message":"out of memory"}}       ~ OOM        ~ out of memory
            {"status":"failed","error_code":500007,"error_message":"out of memory"}    ~ 500007     ~ out of memory
            {"status":"failed","message":"out of memory"}                              ~ JOB_FAILED ~ the service gave no reason
            {"status":"failed","error":null}                                           ~ JOB_FAILED ~ the service gave no reason
            {"status":"failed","output":{"image":"https://a.example/b.png"}}           ~ JOB_FAILED ~ the service gave no reason
            {"status":"completed","error":"unsafe prompt"}                             ~ NO_OUTPUT  ~ unsafe prompt
            {"status":"completed","error":{"code":"UNSAFE","message":"unsafe prompt"}} ~ UNSAFE     ~ unsafe prompt
            """)
    void a_failed_result_carries_the_services_words(String body, String code, String message) {
        assertThat(answers.result(CannedResponses.json(200, body)))
                .isEqualTo(new JobResponse.RequestFailed(code, message, null, null));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '~', textBlock = """
            "2026-11-21T19:59:00Z"             ~ 2026-11-21T19:59:00Z
            "2026-11-21T20:59:00+01:00"        ~ 2026-11-21T19:59:00Z
            "2026-11-21T19:59:00.123456"       ~ 2026-11-21T19:59:00.123456Z
            "2026-11-21 19:59:00"              ~ 2026-11-21T19:59:00Z
            1795291140                         ~ 2026-11-21T19:59:00Z
            1795291140.5                       ~ 2026-11-21T19:59:00.500Z
            1795291140000                      ~ 2026-11-21T19:59:00Z
            "yesterday"                        ~ null
            ""                                 ~ null
            null                               ~ null
            {}                                 ~ null
            0                                  ~ null
            1e999                              ~ null
            -1e300                             ~ null
            "+999999999-12-31T23:59:59Z"       ~ null
            "9999-12-31T23:59:59Z"             ~ null
            """)
    void the_end_is_read_in_every_usual_form(String written, Instant finished) {
        String body = "{\"status\":\"succeeded\",\"output\":\"" + URL + "\",\"finished_at\":" + written + "}";

        assertThat(answers.result(CannedResponses.json(200, body)))
                .isEqualTo(new JobResponse.RequestSucceeded(List.of(URL), finished, null));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '~', textBlock = """
            0.02         ~ 0.02
            "0.02"       ~ 0.02
            0            ~ 0
            1e-2         ~ 0.01
            0.0000001234 ~ 0.000000
            -0.5         ~ null
            "free"       ~ null
            null         ~ null
            true         ~ null
            {}           ~ null
            NaN          ~ null
            1e999        ~ null
            1e99         ~ null
            1000000      ~ null
            """)
    void a_cost_that_cannot_be_meant_is_unknown_and_never_zero(String written, BigDecimal cost) {
        String body = "{\"status\":\"succeeded\",\"output\":\"" + URL + "\",\"cost\":" + written + "}";
        JobResponse response = answers.result(CannedResponses.json(200, body));

        if (written != null && written.equals("NaN")) {
            assertThat(response).isInstanceOf(JobResponse.JobUnclear.class);
        } else {
            assertThat(((JobResponse.RequestSucceeded) response).cost()).isEqualTo(cost);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            404 ~ {"error_code":404001,"error_message":"expired"}                ~ 404001
            200 ~ {"error_code":404001,"error_message":"expired"}                ~ 404001
            400 ~ {"error_code":"404001","error_message":"expired"}              ~ 404001
            500 ~ {"error_code":404001,"error_message":"expired"}                ~ 404001
            200 ~ {"status":"error","error_code":404001}                         ~ 404001
            403 ~ {"error_code":403001,"error_message":"not yours"}              ~ 403001
            404 ~ {"detail":"Not Found"}                                         ~ HTTP_404
            404 ~ {"status":404,"error":"Not Found"}                             ~ HTTP_404
            404 ~ {}                                                             ~ HTTP_404
            404 ~ ``                                                             ~ HTTP_404
            404 ~ 404 page not found                                             ~ HTTP_404
            410 ~ {"message":"gone"}                                             ~ HTTP_410
            """)
    void every_form_of_not_found_is_gone(int status, String body, String code) {
        for (JobResponse response : both(CannedResponses.json(status, body))) {
            assertThat(response).isInstanceOf(JobResponse.RequestGone.class);
            assertThat(((JobResponse.RequestGone) response).code()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 302, 307, 400, 403, 404, 407, 500, 502, 503, 504})
    void a_gateways_page_says_nothing_about_the_request(int status) {
        for (JobResponse response : both(CannedResponses.page(status))) {
            assertThat(response).isInstanceOf(JobResponse.JobUnclear.class);
            assertThat(((JobResponse.JobUnclear) response).lost()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            502 ~ {"status":"failed"}                  ~ true
            500 ~ {"error":"oops"}                     ~ true
            200 ~ {"error_code":500001}                ~ true
            200 ~ ``                                   ~ true
            200 ~ {"status":"failed                    ~ true
            302 ~ ``                                   ~ true
            200 ~ {}                                   ~ false
            200 ~ {"status":null}                      ~ false
            200 ~ {"status":"error"}                   ~ false
            200 ~ {"status":{"a":1}}                   ~ false
            400 ~ {"message":"not ready"}              ~ false
            409 ~ {"status":"failed"}                  ~ false
            """)
    void what_is_no_answer_of_the_service_counts_as_an_outage(int status, String body, boolean lost) {
        for (JobResponse response : both(CannedResponses.json(status, body))) {
            assertThat(response).isInstanceOf(JobResponse.JobUnclear.class);
            assertThat(((JobResponse.JobUnclear) response).lost()).isEqualTo(lost);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            401 ~ {"message":"who are you"}
            402 ~ ``
            403 ~ {"message":"no"}
            200 ~ {"error_code":400004}
            400 ~ {"error_code":400002}
            429 ~ {"error_code":400004}
            500 ~ {"error_code":400004}
            200 ~ {"status":"error","error_code":400004}
            """)
    void a_refused_account_is_told_from_a_lost_request(int status, String body) {
        for (JobResponse response : both(CannedResponses.json(status, body))) {
            assertThat(response).isInstanceOf(JobResponse.PollAccountRefused.class);
        }
    }

    @Test
    void too_many_questions_say_how_long_to_wait() {
        HttpReply reply = CannedResponses.with(429, "<html>", Map.of("Retry-After", "3"));

        assertThat(both(reply)).containsOnly(new JobResponse.PollThrottled(Duration.ofSeconds(3)));
        assertThat(both(CannedResponses.json(200, "{\"error_code\":429001}")))
                .containsOnly(new JobResponse.PollThrottled(null));
    }

    @Test
    void the_token_is_masked_in_every_answers_words() {
        String echo = "{\"error\":\"Bearer secret-token\",\"status\":\"%s\"}";
        for (String word : List.of("failed", "cancelled", "succeeded", "secret-token")) {
            assertThat(answers.result(CannedResponses.json(200, echo.formatted(word)))
                            .toString())
                    .contains("[token]")
                    .doesNotContain("secret-token");
        }
        for (int status : new int[] {401, 404, 500}) {
            assertThat(answers.status(CannedResponses.json(status, echo)).toString())
                    .doesNotContain("secret-token");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            202 ~ {"request_id":"a","status":"cancelled","outcome":"cancelled"}       ~ CANCELLED
            200 ~ {"outcome":"canceled"}                                              ~ CANCELLED
            202 ~ {"request_id":"a","status":"in_progress","outcome":"not_cancellable"} ~ NOT_CANCELLABLE
            202 ~ {"status":"cancelled"}                                              ~ UNCLEAR
            202 ~ {}                                                                  ~ UNCLEAR
            202 ~ ``                                                                  ~ UNCLEAR
            202 ~ {"outcome":["cancelled"]}                                           ~ UNCLEAR
            202 ~ {"outcome":"maybe"}                                                 ~ UNCLEAR
            200 ~ {"error_code":404001}                                               ~ UNCLEAR
            302 ~ {"outcome":"cancelled"}                                             ~ UNCLEAR
            404 ~ {"outcome":"cancelled"}                                             ~ UNCLEAR
            500 ~ <html>                                                              ~ UNCLEAR
            """)
    void a_success_does_not_mean_cancelled(int status, String body, CancelResponse outcome) {
        assertThat(answers.cancel(CannedResponses.json(status, body))).isEqualTo(outcome);
    }

    @Test
    void a_model_has_a_price_a_unit_and_inputs() {
        String body = """
                {"model_id":"a/b","base_price_usd":0.02,"price_unit":"image","input_schema":{"type":"object"}}""";
        ModelInfo model = ((ModelResponse.ModelKnown) answers.model("a/b", CannedResponses.json(200, body))).info();

        assertThat(model.model()).isEqualTo("a/b");
        assertThat(model.price()).isEqualTo(new BigDecimal("0.02"));
        assertThat(model.priceUnit()).isEqualTo("image");
        assertThat(model.inputSchema()).isNotNull();
    }

    @Test
    void what_a_model_does_not_say_is_unknown() {
        assertThat(answers.model("a/b", CannedResponses.json(200, "{\"model_id\":\"a/b\",\"base_price_usd\":null}")))
                .isEqualTo(new ModelResponse.ModelKnown(new ModelInfo("a/b", null, null, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            200 ~ {"error_code":400001}                            ~ here
            404 ~ {"model_id":"a/b"}                               ~ here
            400 ~ {"error_code":400001,"error_message":"unknown"}  ~ here
            429 ~ {"error_code":429001}                            ~ here
            500 ~ {}                                               ~ away
            503 ~ oops                                             ~ away
            302 ~ {}                                               ~ away
            200 ~ <html>a portal wants a login</html>              ~ away
            403 ~ <html>blocked</html>                             ~ away
            400 ~ {"error_code":400004,"error_message":"token"}    ~ refused
            200 ~ {"error_code":400002,"error_message":"balance"}  ~ refused
            401 ~ {}                                               ~ refused
            402 ~ {}                                               ~ refused
            403 ~ {"error_code":403000}                            ~ refused
            403 ~ {"error_code":403001}                            ~ here
            """)
    void an_answer_about_a_model_tells_whether_the_service_is_there(int status, String body, String where) {
        ModelResponse response = answers.model("a/b", CannedResponses.json(status, body));
        if (where.equals("refused")) {
            assertThat(response).isInstanceOf(ModelResponse.ModelAccountRefused.class);
        } else {
            assertThat(response)
                    .isInstanceOfSatisfying(
                            ModelResponse.ModelUnclear.class,
                            unclear -> assertThat(unclear.lost()).isEqualTo(where.equals("away")));
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '~', textBlock = """
            200 ~ {"balance_usd":12.5,"currency":"USD"} ~ 12.5
            200 ~ {"balance_usd":"12.5"}                ~ 12.5
            200 ~ {"balance_usd":-3}                    ~ -3
            200 ~ {"balance_usd":null}                  ~ null
            200 ~ {"balance_usd":"a lot"}               ~ null
            200 ~ {"balance_usd":1e999}                 ~ null
            200 ~ {"balance_usd":"1e999999999"}         ~ null
            200 ~ {}                                    ~ null
            401 ~ {"balance_usd":12.5}                  ~ null
            500 ~ <html>                                ~ null
            """)
    void a_balance_without_an_answer_is_unknown(int status, String body, BigDecimal balance) {
        assertThat(answers.balance(CannedResponses.json(status, body))).isEqualTo(Optional.ofNullable(balance));
    }

    private List<JobResponse> both(HttpReply reply) {
        return List.of(answers.status(reply), answers.result(reply));
    }

    private static HttpReply status(String word) {
        return CannedResponses.json(200, "{\"request_id\":\"a\",\"status\":\"" + word + "\",\"queue_position\":3}");
    }
}
