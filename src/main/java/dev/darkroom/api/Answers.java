package dev.darkroom.api;

import dev.darkroom.errors.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place that decides what an answer of the service means. It never throws, whatever the answer is, and where
 * money is concerned a doubt is a doubt: only a clear no of the service releases a row. Thread-safe.
 */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final int MOST_UNKNOWN_WORDS = 100;

    private final JobStatusWords words;
    private final ErrorNumbers errors;
    private final JsonMapper json;
    private final Wording wording;
    private final InstantSource clock;
    private final Set<String> unknownWords = ConcurrentHashMap.newKeySet();

    Answers(ServiceProfile profile, JsonMapper json, Wording wording, InstantSource clock) {
        this.words = profile.words();
        this.errors = profile.errors();
        this.json = json;
        this.wording = wording;
        this.clock = clock;
    }

    /** An id in a 2xx is worth more than an error beside it: what has an id can be asked for. */
    SubmitAnswer submit(HttpReply reply) {
        Optional<JsonNode> body = body(reply);
        String requestId =
                body.map(node -> Fields.text(node.path("request_id"))).orElse("");
        if (reply.succeeded() && ServiceEndpoints.isRequestId(requestId)) {
            return new SubmitAnswer.Accepted(requestId);
        }
        ErrorBody error = error(reply, body).orElseGet(() -> ErrorBody.ofStatus(reply, wording, errors));
        int status = error.effectiveStatus(reply.status());
        if (error.refusesAccount(reply.status())) {
            return new SubmitAnswer.AccountRefused(error.code(), error.words());
        }
        if (status == 429 || reply.status() == 429) {
            return new SubmitAnswer.Throttled(RetryAfter.of(reply.headers(), clock.instant()));
        }
        if (status == 407) {
            return new SubmitAnswer.NotSent("the proxy wants a login: " + error.words());
        }
        if (status >= 400 && status < 500 && status != 408) {
            return new SubmitAnswer.Refused(error.code(), error.words());
        }
        return unknown(reply, error, requestId);
    }

    private SubmitAnswer unknown(HttpReply reply, ErrorBody error, String requestId) {
        String named = ServiceEndpoints.isRequestId(requestId) ? "; request_id " + wording.of(requestId) : "";
        if (reply.succeeded() && !error.isCoded()) {
            return new SubmitAnswer.Unknown(
                    ErrorCode.NO_REQUEST_ID, "accepted without a readable request id: " + error.words());
        }
        return new SubmitAnswer.Unknown(error.code(), error.words() + named);
    }

    JobAnswer status(HttpReply reply) {
        return job(reply, false);
    }

    JobAnswer result(HttpReply reply) {
        return job(reply, true);
    }

    private JobAnswer job(HttpReply reply, boolean result) {
        Optional<JsonNode> body = body(reply);
        String word = reply.succeeded() && body.isPresent() ? word(body.get().path("status")) : "";
        JobAnswer said = body.isPresent() ? said(word, body.get(), result) : null;
        if (said != null) {
            return said;
        }
        Optional<ErrorBody> error = error(reply, body);
        if (word.isEmpty() || error.map(ErrorBody::isServiceCode).orElse(false)) {
            return withoutWord(reply, body, error);
        }
        String shown = wording.word(Fields.text(body.orElseThrow().path("status")));
        if (unknownWords.size() < MOST_UNKNOWN_WORDS && unknownWords.add(shown)) {
            log.warn("the service gave a status this version does not know: {}", shown);
        }
        return new JobAnswer.Unclear("unknown status " + shown, false);
    }

    private static String word(JsonNode status) {
        return Fields.text(status).toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /** What the word means, or null if it is none that is known. */
    private @Nullable JobAnswer said(String word, JsonNode body, boolean result) {
        if (words.waiting().contains(word)) {
            return new JobAnswer.InQueue();
        }
        if (words.working().contains(word)) {
            return new JobAnswer.InProgress();
        }
        if (words.cancelled().contains(word)) {
            return new JobAnswer.Cancelled(words(body, "cancelled at the service"));
        }
        if (words.failed().contains(word) || words.succeeded().contains(word)) {
            return result ? ended(word, body) : new JobAnswer.Done();
        }
        return null;
    }

    private JobAnswer ended(String word, JsonNode body) {
        Instant finished = Fields.instant(body.path("finished_at"));
        BigDecimal cost = Fields.cost(body.path("cost"));
        List<String> urls = Outputs.urls(body.path("output"));
        boolean failed = words.failed().contains(word);
        if (!failed && !urls.isEmpty()) {
            return new JobAnswer.Succeeded(urls, finished, cost);
        }
        String code = failed ? ErrorCode.JOB_FAILED.code() : ErrorCode.NO_OUTPUT.code();
        String without = failed ? "the service gave no reason" : "succeeded without an output";
        String own = ErrorBody.of(200, body, wording, errors)
                .filter(ErrorBody::isCoded)
                .map(ErrorBody::code)
                .orElse(code);
        return new JobAnswer.Failed(own, words(body, without), finished, cost);
    }

    /** The service's own errors count; a gateway's page, whatever its status, says nothing about a request. */
    private JobAnswer withoutWord(HttpReply reply, Optional<JsonNode> body, Optional<ErrorBody> given) {
        ErrorBody error = given.orElseGet(() -> ErrorBody.ofStatus(reply, wording, errors));
        int status = error.effectiveStatus(reply.status());
        boolean page = body.isEmpty() && (reply.isPage() || reply.succeeded());
        if (error.refusesAccount(reply.status()) && !(page && status == 403)) {
            return new JobAnswer.AccountRefused(error.code(), error.words());
        }
        if (status == 429 || reply.status() == 429) {
            return new JobAnswer.Throttled(RetryAfter.of(reply.headers(), clock.instant()));
        }
        boolean lost = page || status >= 500 || (status >= 300 && status < 400) || status == 407;
        if (!lost && (status == 404 || status == 410 || status == 403)) {
            return new JobAnswer.Gone(error.code(), error.words());
        }
        return new JobAnswer.Unclear(error.code() + ": " + error.words(), lost);
    }

    CancelAnswer cancel(HttpReply reply) {
        String outcome = body(reply)
                .filter(node -> reply.succeeded())
                .map(node -> word(node.path("outcome")))
                .orElse("");
        if (words.cancelled().contains(outcome)) {
            return CancelAnswer.CANCELLED;
        }
        return words.notCancellable().contains(outcome) ? CancelAnswer.NOT_CANCELLABLE : CancelAnswer.UNCLEAR;
    }

    ModelAnswer model(String model, HttpReply reply) {
        Optional<JsonNode> body = body(reply);
        if (reply.succeeded() && body.isPresent() && body.get().hasNonNull("model_id")) {
            return new ModelAnswer.Known(described(model, body.get()));
        }
        ErrorBody error = error(reply, body).orElseGet(() -> ErrorBody.ofStatus(reply, wording, errors));
        boolean page = body.isEmpty() && reply.isPage();
        int status = error.effectiveStatus(reply.status());
        if (error.refusesAccount(reply.status()) && !(page && status == 403)) {
            return new ModelAnswer.AccountRefused(error.code(), error.words());
        }
        boolean lost = page || status >= 500 || (status >= 300 && status < 400) || status == 407;
        return new ModelAnswer.Unclear(error.code() + ": " + error.words(), lost);
    }

    private ModelInfo described(String model, JsonNode body) {
        JsonNode unit = body.path("price_unit");
        JsonNode schema = body.path("input_schema");
        return new ModelInfo(
                model,
                Fields.cost(body.path("base_price_usd")),
                unit.isString() ? wording.of(unit.asString()) : null,
                schema.isObject() ? schema : null);
    }

    Optional<BigDecimal> balance(HttpReply reply) {
        return body(reply)
                .filter(node -> reply.succeeded())
                .flatMap(node -> Optional.ofNullable(Fields.balance(node.path("balance_usd"))));
    }

    private Optional<JsonNode> body(HttpReply reply) {
        String text = reply.body().startsWith("\uFEFF") ? reply.body().substring(1) : reply.body();
        try {
            return Optional.ofNullable(json.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<ErrorBody> error(HttpReply reply, Optional<JsonNode> body) {
        return body.flatMap(node -> ErrorBody.of(reply.status(), node, wording, errors));
    }

    private String words(JsonNode body, String otherwise) {
        return ErrorBody.of(200, body, wording, errors)
                .map(ErrorBody::words)
                .filter(text -> !text.equals("HTTP 200"))
                .orElse(otherwise);
    }
}
