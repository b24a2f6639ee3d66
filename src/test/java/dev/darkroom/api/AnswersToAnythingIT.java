package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AnswersToAnythingIT {

    private static final int ROUNDS = 1_500;
    private static final List<String> KEYS = List.of(
            "request_id",
            "status",
            "outcome",
            "output",
            "error",
            "error_code",
            "error_message",
            "message",
            "detail",
            "code",
            "cost",
            "finished_at",
            "model_id",
            "base_price_usd",
            "price_unit",
            "input_schema",
            "balance_usd",
            "image",
            "images",
            "url");
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "-1e-999",
            "400002",
            "404001",
            "1".repeat(900),
            "0." + "3".repeat(900),
            "\"\"",
            "\"succeeded\"",
            "\"failed\"",
            "\"cancelled\"",
            "\"400004\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"https://a.example/b\"",
            "\"1e999999999\"",
            "\"2026-11-21T20:00:00Z\"",
            "\"secret-token\"");

    private final ResponseParser answers = new ResponseParser(
            ServiceProfiles.DEFAULT,
            JsonMapper.builder().build(),
            new MessageSanitizer(new ApiToken("secret-token")),
            new SettableClock());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_bytes_make_an_answer_throw(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            ask(reply(random, new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_json_makes_an_answer_throw_tell_the_token_or_accept_without_an_id(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String body = value(random, 0);
            HttpReply reply = reply(random, random.nextInt(10) == 0 ? body.substring(body.length() / 2) : body);
            SubmitResponse response = ask(reply);

            if (response instanceof SubmitResponse.RequestAccepted accepted) {
                assertThat(accepted.requestId()).matches("[A-Za-z0-9_-]{1,128}");
            } else {
                assertThat(response.toString()).doesNotContain("secret-token");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"error\":", "{\"output\":[", "{\"detail\":[{\"a\":"})
    void no_depth_makes_an_answer_throw(String opening) {
        String open = opening.repeat(50_000);

        assertThat(ask(CannedResponses.json(200, open))).isInstanceOf(SubmitResponse.OutcomeUnknown.class);
    }

    private SubmitResponse ask(HttpReply reply) {
        assertThat(answers.status(reply)).isNotNull();
        assertThat(answers.result(reply)).isNotNull();
        assertThat(answers.cancel(reply)).isNotNull();
        assertThat(answers.model("a/b", reply)).isNotNull();
        assertThat(answers.balance(reply)).isNotNull();
        SubmitResponse response = answers.submit(reply);
        assertThat(response).isNotNull();
        return response;
    }

    private static HttpReply reply(Random random, String body) {
        int status = random.nextInt(3) == 0 ? random.nextInt(100, 1_000) : 200;
        return CannedResponses.with(status, body, Map.of("Retry-After", SCALARS.get(random.nextInt(SCALARS.size()))));
    }

    private static String value(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(depth > 3 ? 8 : 12);
        if (kind >= 1 && kind < 9) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        boolean object = kind < 1 || kind > 10;
        StringBuilder text = new StringBuilder(object ? "{" : "[");
        int members = depth > 3 ? 0 : random.nextInt(6);
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",");
            if (object) {
                text.append('"').append(KEYS.get(random.nextInt(KEYS.size()))).append("\":");
            }
            text.append(value(random, depth + 1));
        }
        return text.append(object ? "}" : "]").toString();
    }
}
