package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AnswersToSubmitTest {

    private final ResponseParser answers = new ResponseParser(
            ServiceProfiles.DEFAULT,
            JsonMapper.builder().build(),
            new MessageSanitizer(new ApiToken("secret-token/1=")),
            new SettableClock());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'request_id':'a1b2-C3_d4'}",
                "{'request_id':'a1b2-C3_d4','status_url':'https://evil.example/x','result_url':7,'cancel_url':null}",
                "{'request_id':' a1b2-C3_d4 '}",
                "\uFEFF{'request_id':'a1b2-C3_d4'}",
                "{'request_id':'a1b2-C3_d4','error_code':0,'error_message':''}",
                "{'request_id':'a1b2-C3_d4','error_code':400002,'error_message':'balance'}"
            })
    void a_success_with_a_readable_id_is_accepted_whatever_else_it_says(String body) {
        for (int status : new int[] {200, 201, 202}) {
            assertThat(answers.submit(CannedResponses.json(status, quoted(body))))
                    .isEqualTo(new SubmitResponse.RequestAccepted("a1b2-C3_d4"));
        }
    }

    @Test
    void a_number_is_a_readable_id() {
        assertThat(answers.submit(CannedResponses.json(200, "{\"request_id\":12345}")))
                .isEqualTo(new SubmitResponse.RequestAccepted("12345"));
    }

    @Test
    void an_id_may_have_128_characters_and_no_more() {
        assertThat(answers.submit(CannedResponses.json(200, "{\"request_id\":\"" + "a".repeat(128) + "\"}")))
                .isInstanceOf(SubmitResponse.RequestAccepted.class);
        assertThat(answers.submit(CannedResponses.json(200, "{\"request_id\":\"" + "a".repeat(129) + "\"}")))
                .isInstanceOf(SubmitResponse.OutcomeUnknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ok",
                "null",
                "[]",
                "['a1']",
                "{}",
                "{'request_id':null}",
                "{'request_id':''}",
                "{'request_id':true}",
                "{'request_id':1.5}",
                "{'request_id':{'id':'a1'}}",
                "{'request_id':'../../admin'}",
                "{'request_id':'a b'}",
                "{'request_id':'a1?x=1'}",
                "{'request_id':'é'}",
                "{'request_id':'a1'",
                "{'request_id':'a1'} trailing",
                "{'id':'a1'}",
                "<html>please log in</html>",
                "{'error':'something'}",
                "{'message':'welcome'}"
            })
    void a_success_without_a_readable_id_may_have_been_billed(String body) {
        SubmitResponse response = answers.submit(CannedResponses.json(200, quoted(body)));

        assertThat(response).isInstanceOf(SubmitResponse.OutcomeUnknown.class);
        assertThat(((SubmitResponse.OutcomeUnknown) response).code()).isEqualTo("NO_REQUEST_ID");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 408, 500, 501, 502, 503, 504, 520, 599})
    void redirects_gateways_and_servers_in_trouble_leave_it_unknown(int status) {
        assertThat(answers.submit(CannedResponses.json(status, "{\"detail\":\"oops\"}")))
                .isEqualTo(new SubmitResponse.OutcomeUnknown(
                        "HTTP_" + status, status < 400 ? redirectWords(status) : "oops"));
        assertThat(answers.submit(CannedResponses.page(status)))
                .isEqualTo(new SubmitResponse.OutcomeUnknown(
                        "HTTP_" + status, "HTTP " + status + ": <html><body>nginx</body></html>"));
        assertThat(answers.submit(CannedResponses.json(status, ""))).isInstanceOf(SubmitResponse.OutcomeUnknown.class);
    }

    private static String redirectWords(int status) {
        return "HTTP " + status + ": {\"detail\":\"oops\"}";
    }

    @Test
    void an_id_beside_a_doubt_is_shown_to_whoever_settles_it() {
        SubmitResponse response = answers.submit(
                CannedResponses.json(500, "{\"request_id\":\"r-77\",\"error_message\":\"late failure\"}"));

        assertThat(response).isEqualTo(new SubmitResponse.OutcomeUnknown("HTTP_500", "late failure; request_id r-77"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            400 ~ {"error_code":400001,"error_message":"unknown model","detail":[]}               ~ 400001 ~ unknown model
            200 ~ {"error_code":400001,"error_message":"unknown model"}                           ~ 400001 ~ unknown model
            200 ~ {"error_code":"404001","message":"no such thing"}                               ~ 404001 ~ no such thing
            500 ~ {"error_code":400001,"error_message":"unknown model"}                           ~ 400001 ~ unknown model
            403 ~ {"error_code":403001,"error_message":"not yours"}                               ~ 403001 ~ not yours
            400 ~ {"error":{"code":400003,"message":"bad prompt"}}                                ~ 400003 ~ bad prompt
            400 ~ {"error":{"error_code":400003,"error_message":"bad prompt"}}                    ~ 400003 ~ bad prompt
            422 ~ {"error":"bad prompt"}                                                          ~ HTTP_422 ~ bad prompt
            422 ~ {"message":"bad prompt"}                                                        ~ HTTP_422 ~ bad prompt
            422 ~ {"detail":"bad prompt"}                                                         ~ HTTP_422 ~ bad prompt
            422 ~ {"error_message":"bad","detail":["prompt","size"]}                              ~ HTTP_422 ~ bad; prompt; size
            422 ~ {"detail":[{"loc":["prompt"],"msg":"missing"}]}                                 ~ HTTP_422 ~ {"loc":["prompt"],"msg":"missing"}
            422 ~ {"error_code":"INVALID INPUT: x","error_message":"bad"}                         ~ INVALID_INPUT_x ~ bad
            400 ~ {}                                                                              ~ HTTP_400 ~ HTTP 400: {}
            404 ~ not found                                                                       ~ HTTP_404 ~ HTTP 404: not found
            404 ~ {"detail":"Not Found"}                                                          ~ HTTP_404 ~ Not Found
            413 ~ <html>too large</html>                                                          ~ HTTP_413 ~ HTTP 413: <html>too large</html>
            400 ~ {"request_id":"trace-1","error_code":400003,"error_message":"bad"}              ~ 400003 ~ bad
            """)
    void a_clear_no_is_refused_and_the_code_in_the_body_wins(int status, String body, String code, String message) {
        assertThat(answers.submit(CannedResponses.json(status, body)))
                .isEqualTo(new SubmitResponse.RequestRefused(code, message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            400 ~ {"error_code":400002,"error_message":"balance empty"}  ~ 400002
            200 ~ {"error_code":400002,"error_message":"balance empty"}  ~ 400002
            200 ~ {"error_code":"400004","error_message":"bad token"}    ~ 400004
            500 ~ {"error_code":400004,"error_message":"bad token"}      ~ 400004
            429 ~ {"error_code":400002,"error_message":"balance empty"}  ~ 400002
            400 ~ {"error":{"code":"400002"}}                            ~ 400002
            200 ~ {"error_code":401000}                                  ~ 401000
            200 ~ {"error_code":402001}                                  ~ 402001
            200 ~ {"error_code":403002}                                  ~ 403002
            401 ~ {"message":"who are you"}                              ~ HTTP_401
            402 ~ {"message":"pay"}                                      ~ HTTP_402
            403 ~ {"message":"no"}                                       ~ HTTP_403
            401 ~ <html>                                                 ~ HTTP_401
            403 ~ ``                                                     ~ HTTP_403
            """)
    void no_money_and_a_bad_token_are_told_from_a_bad_row(int status, String body, String code) {
        SubmitResponse response = answers.submit(CannedResponses.json(status, body));

        assertThat(response).isInstanceOf(SubmitResponse.SubmitAccountRefused.class);
        assertThat(((SubmitResponse.SubmitAccountRefused) response).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '~', textBlock = """
            0                                ~ 0
            7                                ~ 7000
            1.5                              ~ 1500
            300                              ~ 300000
            301                              ~ 301000
            99999999999999999999999999999999 ~ 31622400000
            Sat, 21 Nov 2026 20:00:30 GMT    ~ 30000
            Sat, 21 Nov 2026 19:00:00 GMT    ~ 0
            Sun, 21 Nov 2027 20:00:00 GMT    ~ 31536000000
            -5                               ~ null
            soon                             ~ null
            7, 7                             ~ null
            1e3                              ~ null
            21.11.2026                       ~ null
            """)
    void too_many_says_how_long_to_wait(String header, Long milliseconds) {
        assertThat(answers.submit(CannedResponses.with(429, "<html>", Map.of("Retry-After", header))))
                .isEqualTo(new SubmitResponse.SubmitThrottled(
                        milliseconds == null ? null : Duration.ofMillis(milliseconds)));
    }

    @Test
    void a_date_to_wait_for_is_held_against_the_answers_own_date() {
        Map<String, String> headers = Map.of(
                "Retry-After", "Sat, 21 Nov 2026 10:00:30 GMT",
                "Date", "Sat, 21 Nov 2026 10:00:00 GMT");

        assertThat(answers.submit(CannedResponses.with(429, "", headers)))
                .isEqualTo(new SubmitResponse.SubmitThrottled(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            429 ~ {}
            429 ~ {"error_code":400001}
            400 ~ {"error_code":429001}
            200 ~ {"error_code":"429000"}
            503 ~ {"error_code":429000}
            """)
    void too_many_may_stand_in_the_status_or_in_the_body(int status, String body) {
        assertThat(answers.submit(CannedResponses.json(status, body)))
                .isEqualTo(new SubmitResponse.SubmitThrottled(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            200 ~ {"error_code":500001,"error_message":"broken"} ~ 500001
            400 ~ {"error_code":500001,"error_message":"broken"} ~ 500001
            400 ~ {"error_code":504000,"error_message":"broken"} ~ 504000
            200 ~ {"error_code":"no_money","error":"broken"}     ~ no_money
            200 ~ {"error_code":40001,"error":"broken"}          ~ 40001
            """)
    void an_error_that_is_no_clear_no_leaves_it_unknown(int status, String body, String code) {
        assertThat(answers.submit(CannedResponses.json(status, body)))
                .isEqualTo(new SubmitResponse.OutcomeUnknown(code, "broken"));
    }

    @Test
    void a_proxy_that_wants_a_login_has_sent_nothing_on() {
        assertThat(answers.submit(CannedResponses.page(407))).isInstanceOf(SubmitResponse.NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error_message':'bad header Bearer secret-token/1= given'}",
                "{'error_message':'bad header Bearer secret-token\\/1\\u003d given'}",
                "{'message':'secret-token/1=','detail':['secret-token/1=',{'token':'secret-token/1='}]}",
                "{'error':{'code':'secret-token/1=','message':'secret-token/1='}}",
                "{'echo':'secret-token\\/1\\u003D'}",
                "{'echo':'secret-token%2F1%3D'}",
                "<p>secret-token/1=</p>",
                "plain secret-token/1= text"
            })
    void the_token_is_masked_wherever_a_server_echoes_it(String body) {
        for (int status : new int[] {200, 302, 400, 401, 500}) {
            assertThat(answers.submit(CannedResponses.json(status, quoted(body)))
                            .toString())
                    .contains("[token]")
                    .doesNotContain("secret-token");
        }
    }

    @Test
    void words_are_one_line_and_not_longer_than_anyone_reads() {
        String body = "{\"error_message\":\"first\\nsecond\\u001b[31m " + "x".repeat(5_000) + "\"}";
        SubmitResponse.RequestRefused answer =
                (SubmitResponse.RequestRefused) answers.submit(CannedResponses.json(400, body));

        assertThat(answer.message())
                .startsWith("first second\\u001b[31m x")
                .hasSize(1_000)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a\\r\\n\\tb\\u0085c\\u2028d\\u2029e ~ a b c d e
            \\u001b]0;title\\u0007          ~ \\u001b]0;title\\u0007
            a\\u009b2Jb                    ~ a\\u009b2Jb
            a\\u0000\\b\\u007fb             ~ a\\u0000\\u0008\\u007fb
            a\\u202eb\\u2066c\\u200fd\\u061ce ~ a\\u202eb\\u2066c\\u200fd\\u061ce
            a\\u200bb\\ufeffc              ~ a\\u200bb\\ufeffc
            a\\ud83db\\ude00c              ~ a\\ud83db\\ude00c
            Größe\\u200d\\ud83d\\ude00      ~ Größe‍😀
            """)
    void what_cannot_be_seen_is_shown_by_its_number(String sent, String shown) {
        SubmitResponse.RequestRefused answer = (SubmitResponse.RequestRefused) answers.submit(
                CannedResponses.json(400, "{\"error_code\":\"" + sent + "\",\"error_message\":\"" + sent + "\"}"));

        assertThat(answer.message()).isEqualTo(shown);
        assertThat(answer.code()).doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\s:|\\x{202e}\\x{200b}]");
    }

    private static String quoted(String body) {
        return body.replace('\'', '"');
    }
}
