package dev.darkroom.simulator;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The call that costs money. Thread-safe. */
final class Submissions {

    private static final Duration SLOW_ANSWER = Duration.ofSeconds(5);

    private final ServiceModels models;
    private final RequestBook book;
    private final FaultPlan faults;
    private final URI origin;
    private final long serviceMillis;
    private final InstantSource clock;

    Submissions(
            ServiceModels models,
            RequestBook book,
            FaultPlan faults,
            URI origin,
            long serviceMillis,
            InstantSource clock) {
        this.models = models;
        this.book = book;
        this.faults = faults;
        this.origin = origin;
        this.serviceMillis = serviceMillis;
        this.clock = clock;
    }

    Answer submit(String modelId, byte[] body) {
        try {
            return submit(models.get(modelId), object(body));
        } catch (RefusedException refused) {
            book.refuse();
            return Answer.error(refused);
        }
    }

    private Answer submit(ServiceModel model, ObjectNode input) {
        long now = clock.millis();
        ObjectNode accepted = model.accept(input);
        long subject = Chance.mix(Chance.hash(model.id()), Chance.hash(accepted.toString()));
        Order order = Order.of(model.id(), accepted, book.attempt(subject));
        checkMarks(order);
        Occasion occasion = order.occasion(subject, order.attempt(), now);
        faults.checkToken(occasion);
        @Nullable Answer refusal = refusal(occasion);
        if (refusal != null) {
            book.refuse();
            return refusal;
        }
        Set<Fault> jobFaults = faults.striking(Fault.Moment.JOB, occasion);
        BigDecimal price = model.price().multiply(BigDecimal.valueOf(order.pictures()));
        BigDecimal cost = jobFaults.contains(Fault.JOB_FAILED) ? BigDecimal.ZERO : price;
        Request request = book.accept(order, subject, jobFaults, cost, serviceMillis, now);
        if (faults.strikes(Fault.SUBMIT_LOST, occasion)) {
            return Answer.lost();
        }
        Answer answer = accepted(request);
        return faults.strikes(Fault.SUBMIT_SLOW, occasion) ? answer.pausing(0, SLOW_ANSWER) : answer;
    }

    private @Nullable Answer refusal(Occasion occasion) {
        if (faults.strikes(Fault.BALANCE_EMPTY, occasion)) {
            return error(RefusedException.BALANCE_EMPTY, "Insufficient balance. Please top up.");
        }
        if (faults.strikes(Fault.THROTTLE, occasion)) {
            return error(RefusedException.TOO_MANY, "Too many requests").with("Retry-After", "1");
        }
        if (faults.strikes(Fault.SUBMIT_500, occasion)) {
            return error(RefusedException.BROKEN, "Internal server error");
        }
        if (faults.strikes(Fault.ERROR_IN_200, occasion)) {
            return Answer.errorInDisguise(new RefusedException(
                    RefusedException.INVALID_INPUT, "The input was refused by the safety checker"));
        }
        return null;
    }

    private static Answer error(int code, String words) {
        return Answer.error(new RefusedException(code, words));
    }

    private Answer accepted(Request request) {
        String base = origin + "/v1/requests/" + request.id();
        ObjectNode body = Json.object();
        body.put("request_id", request.id());
        body.put("status_url", base + "/status");
        body.put("result_url", base + "/result");
        return Answer.json(200, body.put("cancel_url", base + "/cancel"));
    }

    private static void checkMarks(Order order) {
        try {
            PromptRule.asked(order.prompt());
        } catch (IllegalArgumentException unknown) {
            throw new RefusedException(RefusedException.INVALID_INPUT, String.valueOf(unknown.getMessage()));
        }
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (Json.read(body) instanceof ObjectNode input) {
                return input;
            }
        } catch (JacksonException e) {
            throw new RefusedException(
                    RefusedException.NO_JSON, "The body is not valid JSON: " + e.getOriginalMessage());
        }
        throw new RefusedException(RefusedException.NO_JSON, "The body must be a JSON object");
    }
}
