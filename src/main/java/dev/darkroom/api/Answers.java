package dev.darkroom.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one place that decides what an answer of the service means. Thread-safe. */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Set<String> WAITING = Set.of("in_queue", "queued", "pending", "waiting", "starting");
    private static final Set<String> WORKING = Set.of("in_progress", "processing", "running");
    private static final Set<String> SUCCEEDED = Set.of("succeeded", "completed");
    private static final Set<String> CANCELLED = Set.of("cancelled", "canceled");
    private static final Set<String> FAILED = Set.of("failed", "error");

    private final JsonMapper json;
    private final InstantSource clock;
    private final Set<String> unknownWords = ConcurrentHashMap.newKeySet();

    Answers(JsonMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    SubmitAnswer submit(HttpReply reply) {
        Optional<JsonNode> body = body(reply);
        Optional<ErrorBody> error = body.flatMap(node -> ErrorBody.of(reply.status(), node));
        if (reply.status() == 429) {
            return new SubmitAnswer.Throttled(RetryAfter.of(reply.headers(), clock.instant()));
        }
        if (reply.status() >= 500 || (reply.status() >= 300 && reply.status() < 400)) {
            return new SubmitAnswer.Unknown("HTTP_" + reply.status(), words(error, reply));
        }
        String requestId =
                body.map(node -> node.path("request_id").asString("")).orElse("");
        if (reply.status() < 300 && REQUEST_ID.matcher(requestId).matches()) {
            return new SubmitAnswer.Accepted(requestId);
        }
        if (error.isPresent()) {
            return refused(error.get(), reply);
        }
        if (reply.status() < 300) {
            return new SubmitAnswer.Unknown("NO_REQUEST_ID", "accepted without a readable request id");
        }
        if (new ErrorBody("", "").refusesAccount(reply.status())) {
            return new SubmitAnswer.AccountRefused("HTTP_" + reply.status(), reply.glimpse());
        }
        return new SubmitAnswer.Refused("HTTP_" + reply.status(), reply.glimpse());
    }

    private SubmitAnswer refused(ErrorBody error, HttpReply reply) {
        int status = error.effectiveStatus(reply.status());
        if (error.refusesAccount(reply.status())) {
            return new SubmitAnswer.AccountRefused(error.code(), error.words());
        }
        if (status == 429) {
            return new SubmitAnswer.Throttled(RetryAfter.of(reply.headers(), clock.instant()));
        }
        if (status >= 400 && status < 500) {
            return new SubmitAnswer.Refused(error.code(), error.words());
        }
        return new SubmitAnswer.Unknown(error.code(), error.words());
    }

    JobAnswer status(HttpReply reply) {
        return job(reply, false);
    }

    JobAnswer result(HttpReply reply) {
        return job(reply, true);
    }

    private JobAnswer job(HttpReply reply, boolean result) {
        if (reply.status() == 429) {
            return new JobAnswer.Throttled(RetryAfter.of(reply.headers(), clock.instant()));
        }
        if (reply.status() >= 500) {
            return new JobAnswer.Unclear(reply.glimpse(), true);
        }
        Optional<JsonNode> body = body(reply);
        String word =
                body.map(node -> node.path("status").asString("")).orElse("").toLowerCase(Locale.ROOT);
        if (reply.status() >= 300 || word.isEmpty()) {
            return withoutWord(reply, body);
        }
        return withWord(word, body.orElseThrow(), result);
    }

    private JobAnswer withoutWord(HttpReply reply, Optional<JsonNode> body) {
        Optional<ErrorBody> error = body.flatMap(node -> ErrorBody.of(reply.status(), node));
        if (error.isEmpty()) {
            boolean account = reply.status() == 401 || reply.status() == 402 || reply.status() == 403;
            return account
                    ? new JobAnswer.AccountRefused("HTTP_" + reply.status(), reply.glimpse())
                    : new JobAnswer.Unclear(reply.glimpse(), false);
        }
        int status = error.get().effectiveStatus(reply.status());
        if (error.get().refusesAccount(reply.status())) {
            return new JobAnswer.AccountRefused(error.get().code(), error.get().words());
        }
        if (status == 404 || status == 410 || status == 403) {
            return new JobAnswer.Gone(error.get().code(), error.get().words());
        }
        if (status == 429) {
            return new JobAnswer.Throttled(RetryAfter.of(reply.headers(), clock.instant()));
        }
        return new JobAnswer.Unclear(error.get().code() + ": " + error.get().words(), status >= 500);
    }

    private JobAnswer withWord(String word, JsonNode body, boolean result) {
        if (WAITING.contains(word)) {
            return new JobAnswer.InQueue();
        }
        if (WORKING.contains(word)) {
            return new JobAnswer.InProgress();
        }
        if (CANCELLED.contains(word)) {
            return new JobAnswer.Cancelled(words(body, "cancelled at the service"));
        }
        if (FAILED.contains(word) || SUCCEEDED.contains(word)) {
            return result ? ended(word, body) : new JobAnswer.Done();
        }
        if (unknownWords.size() < 100 && unknownWords.add(word)) {
            log.warn("the service gave a status this version does not know: {}", word);
        }
        return new JobAnswer.Unclear("unknown status " + word, false);
    }

    private static JobAnswer ended(String word, JsonNode body) {
        Instant finished = instant(body.path("finished_at"));
        BigDecimal cost = cost(body.path("cost"));
        if (FAILED.contains(word)) {
            String code = ErrorBody.of(200, body).map(ErrorBody::code).orElse("HTTP_200");
            String shown = code.equals("HTTP_200") ? "JOB_FAILED" : code;
            return new JobAnswer.Failed(shown, words(body, "the service gave no reason"), finished, cost);
        }
        var urls = Outputs.urls(body.path("output"));
        if (urls.isEmpty()) {
            return new JobAnswer.Failed("NO_OUTPUT", words(body, "succeeded without an output"), finished, cost);
        }
        return new JobAnswer.Succeeded(urls, finished, cost);
    }

    CancelAnswer cancel(HttpReply reply) {
        if (reply.status() >= 300) {
            return CancelAnswer.UNCLEAR;
        }
        String outcome = body(reply)
                .map(node -> node.path("outcome").asString(""))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (CANCELLED.contains(outcome)) {
            return CancelAnswer.CANCELLED;
        }
        return outcome.equals("not_cancellable") ? CancelAnswer.NOT_CANCELLABLE : CancelAnswer.UNCLEAR;
    }

    Optional<ModelInfo> model(String model, HttpReply reply) {
        return body(reply)
                .filter(node -> reply.status() < 300 && node.has("model_id"))
                .map(node -> {
                    JsonNode unit = node.path("price_unit");
                    JsonNode schema = node.path("input_schema");
                    return new ModelInfo(
                            model,
                            cost(node.path("base_price_usd")),
                            unit.isString() ? unit.asString() : null,
                            schema.isObject() ? schema : null);
                });
    }

    Optional<BigDecimal> balance(HttpReply reply) {
        return body(reply)
                .filter(node -> reply.status() < 300)
                .map(node -> node.path("balance_usd"))
                .filter(node -> node.isNumber() || node.isString())
                .flatMap(node -> {
                    try {
                        return Optional.of(new BigDecimal(node.asString()));
                    } catch (NumberFormatException e) {
                        return Optional.empty();
                    }
                });
    }

    private Optional<JsonNode> body(HttpReply reply) {
        try {
            return Optional.ofNullable(json.readTree(reply.body())).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String words(Optional<ErrorBody> error, HttpReply reply) {
        return error.map(ErrorBody::words).orElseGet(reply::glimpse);
    }

    private static String words(JsonNode body, String otherwise) {
        return ErrorBody.of(200, body)
                .map(ErrorBody::words)
                .filter(text -> !text.equals("HTTP 200"))
                .orElse(otherwise);
    }

    private static @Nullable BigDecimal cost(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        BigDecimal cost = node.decimalValue();
        return cost.signum() < 0 ? null : cost;
    }

    private static @Nullable Instant instant(JsonNode node) {
        if (node.isNumber()) {
            double seconds = node.doubleValue();
            return Instant.ofEpochMilli((long) (seconds > 1e11 ? seconds : seconds * 1000));
        }
        try {
            return node.isString() ? OffsetDateTime.parse(node.asString()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
