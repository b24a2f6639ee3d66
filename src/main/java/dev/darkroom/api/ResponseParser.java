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
 * Decides, in this one place, what an answer of the service means. It never throws, whatever the answer is, and where
 * money is concerned a doubt is a doubt: only a clear no of the service releases a row. Thread-safe.
 */
final class ResponseParser {

    private static final String PROXY_LOGIN =
            "the proxy wants a login (407). Put it into HTTPS_PROXY as http://user:password@host:port";

    private static final Logger log = LoggerFactory.getLogger(ResponseParser.class);

    private static final int MAX_UNKNOWN_WORDS = 100;

    private final JobStatusWords statusWords;
    private final ErrorNumbers errors;
    private final JsonMapper json;
    private final MessageSanitizer wording;
    private final InstantSource clock;
    private final Set<String> unknownWords = ConcurrentHashMap.newKeySet();

    ResponseParser(ServiceProfile profile, JsonMapper json, MessageSanitizer wording, InstantSource clock) {
        this.statusWords = profile.statusWords();
        this.errors = profile.errors();
        this.json = json;
        this.wording = wording;
        this.clock = clock;
    }

    /**
     * Reads the answer to a submit, in which an id in a 2xx is worth more than an error beside it: a request with an id
     * can be polled.
     */
    SubmitResponse submit(HttpReply reply) {
        Optional<JsonNode> body = body(reply);
        String requestId =
                body.map(node -> JsonFields.text(node.path("request_id"))).orElse("");
        if (reply.succeeded() && ServiceEndpoints.isRequestId(requestId)) {
            return new SubmitResponse.RequestAccepted(requestId);
        }
        ErrorBody error = error(reply, body).orElseGet(() -> ErrorBody.ofStatus(reply, wording, errors));
        int status = error.effectiveStatus(reply.status());
        if (error.refusesAccount(reply.status())) {
            return new SubmitResponse.SubmitAccountRefused(error.code(), error.message());
        }
        if (status == 429 || reply.status() == 429) {
            return new SubmitResponse.SubmitThrottled(RetryAfterParser.of(reply.headers(), clock.instant()));
        }
        if (status == 407) {
            return new SubmitResponse.NotSent(PROXY_LOGIN);
        }
        if (status >= 400 && status < 500 && status != 408) {
            return new SubmitResponse.RequestRefused(error.code(), error.message());
        }
        return unknown(reply, error, requestId);
    }

    private SubmitResponse unknown(HttpReply reply, ErrorBody error, String requestId) {
        String named = ServiceEndpoints.isRequestId(requestId) ? "; request_id " + wording.of(requestId) : "";
        if (reply.succeeded() && !error.isCoded()) {
            return new SubmitResponse.OutcomeUnknown(
                    ErrorCode.NO_REQUEST_ID, "accepted without a readable request id: " + error.message());
        }
        return new SubmitResponse.OutcomeUnknown(error.code(), error.message() + named);
    }

    JobResponse status(HttpReply reply) {
        return job(reply, false);
    }

    JobResponse result(HttpReply reply) {
        return job(reply, true);
    }

    private JobResponse job(HttpReply reply, boolean result) {
        Optional<JsonNode> body = body(reply);
        String word = reply.succeeded() && body.isPresent() ? keyword(body.get().path("status")) : "";
        JobResponse said = body.isPresent() ? said(word, body.get(), result) : null;
        if (said != null) {
            return said;
        }
        Optional<ErrorBody> error = error(reply, body);
        if (word.isEmpty() || error.map(ErrorBody::isServiceCode).orElse(false)) {
            return withoutStatus(reply, body, error);
        }
        String shown = wording.keyword(JsonFields.text(body.orElseThrow().path("status")));
        if (unknownWords.size() < MAX_UNKNOWN_WORDS && unknownWords.add(shown)) {
            log.warn("the service gave a status this version does not know: {}", shown);
        }
        return new JobResponse.JobUnclear("unknown status " + shown, false);
    }

    private static String keyword(JsonNode status) {
        return JsonFields.text(status)
                .toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace(' ', '_');
    }

    /** Returns the meaning of the word, or null if it is not a known one. */
    private @Nullable JobResponse said(String word, JsonNode body, boolean result) {
        if (statusWords.waiting().contains(word)) {
            return new JobResponse.InQueue();
        }
        if (statusWords.working().contains(word)) {
            return new JobResponse.InProgress();
        }
        if (statusWords.cancelled().contains(word)) {
            return new JobResponse.RequestCancelled(message(body, "cancelled at the service"));
        }
        if (statusWords.failed().contains(word) || statusWords.succeeded().contains(word)) {
            return result ? ended(word, body) : new JobResponse.RequestDone();
        }
        return null;
    }

    private JobResponse ended(String word, JsonNode body) {
        Instant finished = JsonFields.instant(body.path("finished_at"));
        BigDecimal cost = JsonFields.cost(body.path("cost"));
        List<String> urls = OutputUrlParser.urls(body.path("output"));
        boolean failed = statusWords.failed().contains(word);
        if (!failed && !urls.isEmpty()) {
            return new JobResponse.RequestSucceeded(urls, finished, cost);
        }
        String code = failed ? ErrorCode.JOB_FAILED.code() : ErrorCode.NO_OUTPUT.code();
        String without = failed ? "the service gave no reason" : "succeeded without an output";
        String own = ErrorBody.of(200, body, wording, errors)
                .filter(ErrorBody::isCoded)
                .map(ErrorBody::code)
                .orElse(code);
        return new JobResponse.RequestFailed(own, message(body, without), finished, cost);
    }

    /**
     * Reads an answer without a status; the service's own errors count, and a gateway's page, whatever its status, says
     * nothing about a request.
     */
    private JobResponse withoutStatus(HttpReply reply, Optional<JsonNode> body, Optional<ErrorBody> given) {
        ErrorBody error = given.orElseGet(() -> ErrorBody.ofStatus(reply, wording, errors));
        int status = error.effectiveStatus(reply.status());
        boolean page = body.isEmpty() && (reply.isPage() || reply.succeeded());
        if (error.refusesAccount(reply.status()) && !(page && status == 403)) {
            return new JobResponse.PollAccountRefused(error.code(), error.message());
        }
        if (status == 429 || reply.status() == 429) {
            return new JobResponse.PollThrottled(RetryAfterParser.of(reply.headers(), clock.instant()));
        }
        if (status == 407) {
            return new JobResponse.JobUnclear(PROXY_LOGIN, true, true);
        }
        boolean lost = page || status >= 500 || (status >= 300 && status < 400);
        if (!lost && (status == 404 || status == 410 || status == 403)) {
            return new JobResponse.RequestGone(error.code(), error.message());
        }
        return new JobResponse.JobUnclear(error.code() + ": " + error.message(), lost);
    }

    CancelResponse cancel(HttpReply reply) {
        String outcome = body(reply)
                .filter(node -> reply.succeeded())
                .map(node -> keyword(node.path("outcome")))
                .orElse("");
        if (statusWords.cancelled().contains(outcome)) {
            return CancelResponse.CANCELLED;
        }
        return statusWords.notCancellable().contains(outcome) ? CancelResponse.NOT_CANCELLABLE : CancelResponse.UNCLEAR;
    }

    ModelResponse model(String model, HttpReply reply) {
        Optional<JsonNode> body = body(reply);
        if (reply.succeeded() && body.isPresent() && body.get().hasNonNull("model_id")) {
            return new ModelResponse.ModelKnown(described(model, body.get()));
        }
        ErrorBody error = error(reply, body).orElseGet(() -> ErrorBody.ofStatus(reply, wording, errors));
        boolean page = body.isEmpty() && reply.isPage();
        int status = error.effectiveStatus(reply.status());
        if (error.refusesAccount(reply.status()) && !(page && status == 403)) {
            return new ModelResponse.ModelAccountRefused(error.code(), error.message());
        }
        if (status == 407) {
            return new ModelResponse.ModelUnclear(PROXY_LOGIN, true, true);
        }
        boolean lost = page || status >= 500 || (status >= 300 && status < 400);
        return new ModelResponse.ModelUnclear(error.code() + ": " + error.message(), lost);
    }

    private ModelInfo described(String model, JsonNode body) {
        JsonNode unit = body.path("price_unit");
        JsonNode schema = body.path("input_schema");
        return new ModelInfo(
                model,
                JsonFields.cost(body.path("base_price_usd")),
                unit.isString() ? wording.of(unit.asString()) : null,
                schema.isObject() ? schema : null,
                body.path("kind").isString() ? wording.of(body.path("kind").asString()) : null,
                body.path("categories")
                        .valueStream()
                        .map(category -> wording.of(category.asString("")))
                        .toList());
    }

    Optional<BigDecimal> balance(HttpReply reply) {
        return body(reply)
                .filter(node -> reply.succeeded())
                .flatMap(node -> Optional.ofNullable(JsonFields.balance(node.path("balance_usd"))));
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

    private String message(JsonNode body, String otherwise) {
        return ErrorBody.of(200, body, wording, errors)
                .map(ErrorBody::message)
                .filter(text -> !text.equals("HTTP 200"))
                .orElse(otherwise);
    }
}
