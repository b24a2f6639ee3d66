package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultContext;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.FaultPlan;
import dev.darkroom.simulator.faults.FaultPoint;
import dev.darkroom.simulator.faults.FaultRule;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers the calls that carry a token, but for {@link SubmitCalls}: what the service says on each. Thread-safe. */
final class ServiceCalls {

    private static final long FRESH_MILLIS = 60_000;

    private final AtomicLong asked = new AtomicLong();
    private final RequestBook book;
    private final FaultPlan faults;
    private final FaultAnswers answers;
    private final ServiceModels models;
    private final URI origin;
    private final InstantSource clock;

    ServiceCalls(ServiceModels models, RequestBook book, FaultPlan faults, URI origin, InstantSource clock) {
        this.book = book;
        this.faults = faults;
        this.answers = new FaultAnswers(origin, clock);
        this.models = models;
        this.origin = origin;
        this.clock = clock;
    }

    SimulatedResponse status(String id) {
        Instant now = clock.instant();
        SimulatedResponse trouble = faultWithoutRequest(id, now);
        if (trouble != null) {
            return trouble;
        }
        AcceptedRequest request = book.find(id, now.toEpochMilli());
        FaultContext poll = request.nextPoll(now);
        FaultRule struck = faultOf(request, poll);
        if (struck != null) {
            return answers.to(struck);
        }
        checkThere(request);
        RequestProgress progress = book.progress(request, now.toEpochMilli());
        if (progress.isEnd()) {
            request.tellEnd(now);
        }
        ObjectNode body = body(request, StatusWords.ofStatus(request, progress, poll.time()));
        if (progress == RequestProgress.IN_QUEUE) {
            body.put("queue_position", book.ahead(request));
        }
        return SimulatedResponse.json(200, body);
    }

    SimulatedResponse result(String id, boolean includeCost) {
        Instant now = clock.instant();
        SimulatedResponse trouble = faultWithoutRequest(id, now);
        if (trouble != null) {
            return trouble;
        }
        AcceptedRequest request = book.find(id, now.toEpochMilli());
        FaultContext poll = request.nextPoll(now);
        FaultRule struck = faultOf(request, poll);
        if (struck == null) {
            struck = faults.first(FaultPoint.RESULT, request.nextResult(now));
        }
        if (struck != null) {
            return answers.to(struck);
        }
        checkThere(request);
        RequestProgress progress = book.progress(request, now.toEpochMilli());
        if (progress.isEnd()) {
            request.tellEnd(now);
        }
        ObjectNode body = body(request, StatusWords.ofResult(request, progress, poll.time()));
        body.put("created_at", Instant.ofEpochMilli(request.work().acceptedAt()).toString());
        if (progress.isEnd()) {
            body.put(
                    "finished_at", Instant.ofEpochMilli(request.work().endsAt()).toString());
        }
        if (progress == RequestProgress.ENDED) {
            RequestOutcome.tell(request, body, origin);
        }
        if (progress == RequestProgress.ENDED && includeCost && request.namesCost()) {
            body.put("cost", request.cost());
        }
        return SimulatedResponse.json(200, body);
    }

    SimulatedResponse cancel(String id) {
        Instant now = clock.instant();
        long millis = now.toEpochMilli();
        SimulatedResponse trouble = faultWithoutRequest(id, now);
        if (trouble != null) {
            return trouble;
        }
        AcceptedRequest request = book.find(id, millis);
        FaultContext occasion = request.nextCancel(now);
        FaultRule struck = faults.first(FaultPoint.CALL, occasion);
        if (struck == null) {
            struck = faults.first(FaultPoint.CANCEL, occasion);
        }
        if (struck == null) {
            boolean cancelled = book.cancel(request, millis);
            return cancelAnswer(request, millis, cancelled ? "cancelled" : "not_cancellable");
        }
        return switch (struck.fault()) {
            case CANCEL_NOT_CANCELLABLE -> cancelAnswer(request, millis, "not_cancellable");
            case CANCEL_LIES -> SimulatedResponse.json(202, state(request, millis));
            case CANCEL_LOST -> {
                book.cancel(request, millis);
                yield answers.to(struck);
            }
            default -> answers.to(struck);
        };
    }

    /** Finds a fault for a request that nobody made; a service that is away is away for these too. */
    private @Nullable SimulatedResponse faultWithoutRequest(String id, Instant now) {
        FaultRule struck = book.knows(id, now.toEpochMilli()) ? null : faults.first(FaultPoint.CALL, call());
        return struck == null ? null : answers.to(struck);
    }

    SimulatedResponse model(String modelId) {
        FaultContext call = call();
        FaultRule struck = faults.first(FaultPoint.CALL, call);
        if (struck == null) {
            struck = faults.first(FaultPoint.MODEL, call);
        }
        if (struck == null) {
            return SimulatedResponse.json(200, models.get(modelId).describe());
        }
        return switch (struck.fault()) {
            case MODEL_NO_PRICE ->
                SimulatedResponse.json(200, models.get(modelId).describe().without("base_price_usd"));
            case MODEL_PER_SECOND -> priced(modelId, "second");
            case MODEL_PER_MEGAPIXEL -> priced(modelId, "megapixel");
            default -> answers.to(struck);
        };
    }

    private SimulatedResponse priced(String modelId, String unit) {
        return SimulatedResponse.json(200, models.get(modelId).describe().put("price_unit", unit));
    }

    SimulatedResponse balance() {
        FaultContext call = call();
        FaultRule struck = faults.first(FaultPoint.CALL, call);
        if (struck == null) {
            struck = faults.first(FaultPoint.BALANCE, call);
        }
        if (struck != null) {
            return answers.to(struck);
        }
        ObjectNode body = SimulatorJson.object();
        body.put("balance_usd", book.balance());
        return SimulatedResponse.json(200, body.put("currency", "USD"));
    }

    private @Nullable FaultRule faultOf(AcceptedRequest request, FaultContext poll) {
        FaultRule struck = faults.first(FaultPoint.CALL, poll);
        if (struck != null) {
            return struck;
        }
        boolean fresh = poll.now().toEpochMilli() - request.work().acceptedAt() < FRESH_MILLIS;
        return faults.first(FaultPoint.POLL, poll, fault -> fresh || fault != FaultKind.STATUS_404_FRESH);
    }

    private static void checkThere(AcceptedRequest request) {
        boolean gone = request.has(FaultKind.STATUS_404) || (request.has(FaultKind.OUTPUT_GONE) && request.fetched());
        if (gone) {
            throw new RefusedException(
                    RefusedException.UNKNOWN_REQUEST, "Request not found or expired: " + request.id());
        }
    }

    private FaultContext call() {
        return new FaultContext(asked.incrementAndGet(), 1, 0, "", clock.instant());
    }

    private SimulatedResponse cancelAnswer(AcceptedRequest request, long now, String outcome) {
        return SimulatedResponse.json(202, state(request, now).put("outcome", outcome));
    }

    private ObjectNode state(AcceptedRequest request, long now) {
        return body(request, StatusWords.ofStatus(request, book.progress(request, now), 2));
    }

    private static ObjectNode body(AcceptedRequest request, String status) {
        return SimulatorJson.object().put("request_id", request.id()).put("status", status);
    }
}
