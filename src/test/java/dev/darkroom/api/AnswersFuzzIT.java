package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ServiceSchema;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the service broken in every way: each means something, and none tells the token. */
class AnswersFuzzIT {

    private static final String TOKEN = "secret-token";
    private static final int MAX_MESSAGE = 1_300;
    private static final List<Integer> STATUSES =
            List.of(200, 200, 200, 200, 201, 202, 204, 302, 400, 401, 402, 403, 404, 408, 409, 422, 429, 500, 503, 999);

    private static final Mutator BODIES = Mutator.ofTexts(
            List.of(
                    "{\"request_id\":\"1b4e28ba-2fa1-11d2-883f-0016d3cca427\",\"status\":\"in_queue\"}",
                    "{\"status\":\"in_progress\"}",
                    "{\"status\":\"completed\",\"outcome\":\"succeeded\",\"finished_at\":\"2026-11-21T20:00:00Z\","
                            + "\"cost\":{\"total_usd\":0.02},\"output\":{\"images\":[{\"url\":\"https://a.example/1.png\"}]}}",
                    "{\"status\":\"failed\",\"error\":{\"code\":400004,\"message\":\"no such picture\"},\"cost\":0}",
                    "{\"status\":\"cancelled\",\"outcome\":\"cancelled\"}",
                    "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"field required\"}]}",
                    "{\"error_code\":\"404001\",\"error_message\":\"gone: secret-token\"}",
                    "{\"balance_usd\":12.5}",
                    "{\"model_id\":\"a/b\",\"base_price_usd\":0.02,\"price_unit\":\"image\",\"input_schema\":{"
                            + "\"type\":\"object\",\"required\":[\"prompt\"],\"properties\":{"
                            + "\"prompt\":{\"type\":\"string\",\"maxLength\":10},"
                            + "\"seed\":{\"type\":\"int\",\"default\":null},"
                            + "\"image_urls\":{\"type\":\"list\",\"items\":{\"type\":\"str\",\"format\":\"image_uri\"}}}}}",
                    "<html><body><h1>502 Bad Gateway</h1>nginx</body></html>"),
            "\"status\":",
            "\"succeeded\"",
            "\"images\":[",
            "\"url\":\"",
            "\"cost\":",
            "\"request_id\":",
            "\"error\":{",
            "\"properties\":{",
            "\"pattern\":\"(\"",
            "\"$ref\":\"#\"",
            "secret-token",
            "secret\\u002dtoken");

    private final ResponseParser answers = new ResponseParser(
            ServiceProfiles.DEFAULT,
            JsonMapper.builder().build(),
            new MessageSanitizer(new ApiToken(TOKEN)),
            new SettableClock());

    @Test
    void no_body_makes_an_answer_throw_or_tell_the_token() {
        FuzzCases.eachText(BODIES, body -> {
            RandomGenerator chance = FuzzCases.chanceOf(body);
            HttpReply reply = CannedResponses.json(STATUSES.get(chance.nextInt(STATUSES.size())), body);
            SubmitResponse submitted = answers.submit(reply);
            if (submitted instanceof SubmitResponse.RequestAccepted accepted) {
                assertThat(accepted.requestId()).matches("[A-Za-z0-9_-]{1,128}");
            } else {
                harmless(submitted);
            }
            checkJob(answers.status(reply));
            checkJob(answers.result(reply));
            harmless(answers.cancel(reply));
            harmless(answers.balance(reply));
            if (!(answers.model("a/b", reply) instanceof ModelResponse.ModelKnown known)) {
                harmless(answers.model("a/b", reply));
            } else {
                assertThat(known.info()).isNotNull();
            }
        });
    }

    private static void checkJob(JobResponse response) {
        if (response instanceof JobResponse.RequestSucceeded succeeded) {
            assertThat(succeeded.outputUrls()).isNotEmpty().doesNotContain("");
        } else {
            harmless(response);
        }
    }

    /** One line, without the token, and no longer than anyone reads. */
    private static void harmless(Object response) {
        assertThat(response).isNotNull();
        assertThat(response.toString())
                .doesNotContain(TOKEN)
                .doesNotContainPattern("[\\p{Cntrl}]")
                .hasSizeLessThan(MAX_MESSAGE);
    }

    @Test
    void no_description_of_a_model_makes_its_reader_fall() {
        FuzzCases.eachText(BODIES, body -> {
            try {
                ImageModel model = new ImageModel(
                                ServiceSchema.normalized(JsonMapper.shared().readTree(body)))
                        .compiled();
                assertThat(model.inputs()).isNotEmpty();
            } catch (IllegalArgumentException | JacksonException unusable) {
                assertThat(unusable).hasMessageMatching("(?s).+");
            }
        });
    }

    @Test
    void no_header_makes_a_pause_that_is_none() {
        Mutator headers = Mutator.ofTexts(
                List.of(
                        "120",
                        "1.5",
                        "Wed, 21 Oct 2026 07:28:00 GMT",
                        "Wednesday, 21-Oct-26 07:28:00 GMT",
                        "Wed Oct 21 07:28:00 2026",
                        "+999999999-12-31T23:59:59Z"),
                "GMT",
                "-",
                "99",
                ".",
                "99999999999999999999",
                "Sat Feb 30 25:61:61 -999");
        Instant now = Instant.parse("2026-11-21T20:00:00Z");
        FuzzCases.eachText(headers, value -> {
            Map<String, String> one = Map.of("Retry-After", value, "Date", "Sat, 21 Nov 2026 20:00:00 GMT");
            Map<String, String> both = Map.of("Retry-After", value, "Date", value);
            for (Map<String, String> given : List.of(one, both)) {
                Duration pause =
                        RetryAfterParser.of(CannedResponses.with(429, "", given).headers(), now);
                if (pause != null) {
                    assertThat(pause.toMillis()).isNotNegative();
                }
            }
        });
    }
}
