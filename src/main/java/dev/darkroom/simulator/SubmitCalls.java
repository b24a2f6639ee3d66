package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultContext;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.FaultPlan;
import dev.darkroom.simulator.faults.FaultPoint;
import dev.darkroom.simulator.faults.FaultRule;
import dev.darkroom.simulator.faults.PromptMarks;
import dev.darkroom.simulator.faults.SeededHash;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Answers the call that costs money. Thread-safe. */
final class SubmitCalls {

    private static final Duration SLOW_ANSWER = Duration.ofSeconds(5);

    private static final Set<FaultKind> FREE =
            EnumSet.of(FaultKind.JOB_FAILED, FaultKind.FAILED_ON_STATUS, FaultKind.JOB_CANCELLED);

    /** How many times its price a dear picture costs. */
    private static final BigDecimal DEAR = BigDecimal.valueOf(3);

    private final Object counter = new Object();
    private final ServiceModels models;
    private final RequestBook book;
    private final FaultPlan faults;
    private final FaultAnswers answers;
    private final URI origin;
    private final long serviceMillis;
    private final InstantSource clock;

    SubmitCalls(
            ServiceModels models,
            RequestBook book,
            FaultPlan faults,
            URI origin,
            long serviceMillis,
            InstantSource clock) {
        this.models = models;
        this.book = book;
        this.faults = faults;
        this.answers = new FaultAnswers(origin, clock);
        this.origin = origin;
        this.serviceMillis = serviceMillis;
        this.clock = clock;
    }

    SimulatedResponse submit(String modelId, byte[] body) {
        long number = book.nextSubmit();
        try {
            ServiceModel model = models.get(modelId);
            ObjectNode input = model.accept(object(body));
            // One after the other, so that an allowance is exact: nobody is accepted between question and answer.
            synchronized (counter) {
                return submit(number, model, input);
            }
        } catch (RefusedException refused) {
            book.refuse();
            return SimulatedResponse.error(refused);
        }
    }

    private SimulatedResponse submit(long number, ServiceModel model, ObjectNode input) {
        Instant now = clock.instant();
        long subject = SeededHash.mix(SeededHash.hash(model.id()), SeededHash.hash(input.toString()));
        SimulatedRequest order = SimulatedRequest.of(model.id(), input, book.attempt(subject));
        checkMarks(order);
        FaultContext occasion = new FaultContext(subject, order.attempt(), number, order.prompt(), now);
        FaultRule refusal = faults.first(FaultPoint.CALL, occasion);
        if (refusal == null) {
            refusal = faults.first(FaultPoint.SUBMIT, occasion);
        }
        if (refusal != null) {
            book.refuse();
            return answers.to(refusal);
        }
        Set<FaultKind> lasting = faults.lasting(occasion);
        SimulatedPurchase purchase =
                new SimulatedPurchase(order, subject, number, lasting, cost(model, order, lasting), serviceMillis);
        AcceptedRequest request = book.accept(purchase, now.toEpochMilli());
        faults.accepted(now);
        return answer(request, faults.first(FaultPoint.SUBMITTED, occasion));
    }

    private static BigDecimal cost(ServiceModel model, SimulatedRequest order, Set<FaultKind> lasting) {
        if (lasting.stream().anyMatch(FREE::contains)) {
            return BigDecimal.ZERO;
        }
        BigDecimal cost = model.price().multiply(BigDecimal.valueOf(order.pictures()));
        return lasting.contains(FaultKind.RESULT_DEAR) ? cost.multiply(DEAR) : cost;
    }

    private SimulatedResponse answer(AcceptedRequest request, @Nullable FaultRule struck) {
        if (struck == null) {
            return accepted(request);
        }
        return switch (struck.fault()) {
            case SUBMIT_SLOW -> accepted(request).pausing(0, SLOW_ANSWER);
            case SUBMIT_GARBLED -> accepted(request).halved();
            default -> answers.to(struck);
        };
    }

    private SimulatedResponse accepted(AcceptedRequest request) {
        String base = origin + "/v1/requests/" + request.id();
        ObjectNode body = SimulatorJson.object();
        body.put("request_id", request.id());
        body.put("status_url", base + "/status");
        body.put("result_url", base + "/result");
        return SimulatedResponse.json(200, body.put("cancel_url", base + "/cancel"));
    }

    private static void checkMarks(SimulatedRequest order) {
        try {
            PromptMarks.requestedFaults(order.prompt());
        } catch (IllegalArgumentException unknown) {
            throw new RefusedException(RefusedException.INVALID_INPUT, String.valueOf(unknown.getMessage()));
        }
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (SimulatorJson.read(body) instanceof ObjectNode input) {
                return input;
            }
        } catch (JacksonException e) {
            throw new RefusedException(
                    RefusedException.NO_JSON, "The body is not valid JSON: " + e.getOriginalMessage());
        }
        throw new RefusedException(RefusedException.NO_JSON, "The body must be a JSON object");
    }
}
