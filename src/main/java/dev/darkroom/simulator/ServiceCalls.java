package dev.darkroom.simulator;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls that carry a token, but for {@link Submissions}: what the service says on each. Thread-safe. */
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

    Answer status(String id) {
        Instant now = clock.instant();
        Answer trouble = troubleWithoutRequest(id, now);
        if (trouble != null) {
            return trouble;
        }
        Request request = book.find(id, now.toEpochMilli());
        Occasion poll = request.nextPoll(now);
        FaultRule struck = trouble(request, poll);
        if (struck != null) {
            return answers.to(struck);
        }
        checkThere(request);
        Progress progress = book.progress(request, now.toEpochMilli());
        ObjectNode body = body(request, Words.ofStatus(request, progress, poll.time()));
        if (progress == Progress.IN_QUEUE) {
            body.put("queue_position", book.ahead(request));
        }
        return Answer.json(200, body);
    }

    Answer result(String id, boolean includeCost) {
        Instant now = clock.instant();
        Answer trouble = troubleWithoutRequest(id, now);
        if (trouble != null) {
            return trouble;
        }
        Request request = book.find(id, now.toEpochMilli());
        Occasion poll = request.nextPoll(now);
        FaultRule struck = trouble(request, poll);
        if (struck == null) {
            struck = faults.first(Moment.RESULT, request.nextResult(now));
        }
        if (struck != null) {
            return answers.to(struck);
        }
        checkThere(request);
        Progress progress = book.progress(request, now.toEpochMilli());
        ObjectNode body = body(request, Words.ofResult(request, progress, poll.time()));
        body.put("created_at", Instant.ofEpochMilli(request.work().acceptedAt()).toString());
        if (progress == Progress.ENDED || progress == Progress.CANCELLED) {
            body.put(
                    "finished_at", Instant.ofEpochMilli(request.work().endsAt()).toString());
        }
        if (progress == Progress.ENDED) {
            Outcome.tell(request, body, origin);
        }
        if (progress == Progress.ENDED && includeCost && !request.has(Fault.RESULT_NO_COST)) {
            body.put("cost", request.cost());
        }
        return Answer.json(200, body);
    }

    Answer cancel(String id) {
        Instant now = clock.instant();
        long millis = now.toEpochMilli();
        Answer trouble = troubleWithoutRequest(id, now);
        if (trouble != null) {
            return trouble;
        }
        Request request = book.find(id, millis);
        Occasion occasion = request.nextCancel(now);
        FaultRule struck = faults.first(Moment.CALL, occasion);
        if (struck == null) {
            struck = faults.first(Moment.CANCEL, occasion);
        }
        if (struck == null) {
            boolean cancelled = book.cancel(request, millis);
            return cancelAnswer(request, millis, cancelled ? "cancelled" : "not_cancellable");
        }
        return switch (struck.fault()) {
            case CANCEL_NOT_CANCELLABLE -> cancelAnswer(request, millis, "not_cancellable");
            case CANCEL_LIES -> Answer.json(202, state(request, millis));
            case CANCEL_LOST -> {
                book.cancel(request, millis);
                yield answers.to(struck);
            }
            default -> answers.to(struck);
        };
    }

    /** A service that is away is away for requests too that nobody made. */
    private @Nullable Answer troubleWithoutRequest(String id, Instant now) {
        FaultRule struck = book.knows(id, now.toEpochMilli()) ? null : faults.first(Moment.CALL, call());
        return struck == null ? null : answers.to(struck);
    }

    Answer model(String modelId) {
        Occasion call = call();
        FaultRule struck = faults.first(Moment.CALL, call);
        if (struck == null) {
            struck = faults.first(Moment.MODEL, call);
        }
        if (struck != null && struck.fault() != Fault.MODEL_NO_PRICE) {
            return answers.to(struck);
        }
        ObjectNode model = models.get(modelId).describe();
        return Answer.json(200, struck == null ? model : model.without("base_price_usd"));
    }

    Answer balance() {
        Occasion call = call();
        FaultRule struck = faults.first(Moment.CALL, call);
        if (struck == null) {
            struck = faults.first(Moment.BALANCE, call);
        }
        if (struck != null) {
            return answers.to(struck);
        }
        ObjectNode body = Json.object();
        body.put("balance_usd", book.balance());
        return Answer.json(200, body.put("currency", "USD"));
    }

    private @Nullable FaultRule trouble(Request request, Occasion poll) {
        FaultRule struck = faults.first(Moment.CALL, poll);
        if (struck != null) {
            return struck;
        }
        boolean fresh = poll.now().toEpochMilli() - request.work().acceptedAt() < FRESH_MILLIS;
        return faults.first(Moment.POLL, poll, fault -> fresh || fault != Fault.STATUS_404_FRESH);
    }

    private static void checkThere(Request request) {
        boolean gone = request.has(Fault.STATUS_404) || (request.has(Fault.OUTPUT_GONE) && request.fetched());
        if (gone) {
            throw new RefusedException(
                    RefusedException.UNKNOWN_REQUEST, "Request not found or expired: " + request.id());
        }
    }

    private Occasion call() {
        return new Occasion(asked.incrementAndGet(), 1, 0, "", clock.instant());
    }

    private Answer cancelAnswer(Request request, long now, String outcome) {
        return Answer.json(202, state(request, now).put("outcome", outcome));
    }

    private ObjectNode state(Request request, long now) {
        return body(request, Words.ofStatus(request, book.progress(request, now), 2));
    }

    private static ObjectNode body(Request request, String status) {
        return Json.object().put("request_id", request.id()).put("status", status);
    }
}
