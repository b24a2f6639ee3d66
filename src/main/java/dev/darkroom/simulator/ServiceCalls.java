package dev.darkroom.simulator;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** The calls that carry a token, but for {@link Submissions}: what the service says on each. Thread-safe. */
final class ServiceCalls {

    private static final long FRESH_MILLIS = 60_000;
    private static final String GATEWAY_PAGE =
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

    private final AtomicLong asked = new AtomicLong();
    private final RequestBook book;
    private final FaultPlan faults;
    private final ServiceModels models;
    private final URI origin;
    private final InstantSource clock;

    ServiceCalls(ServiceModels models, RequestBook book, FaultPlan faults, URI origin, InstantSource clock) {
        this.book = book;
        this.faults = faults;
        this.models = models;
        this.origin = origin;
        this.clock = clock;
    }

    Answer status(String id) {
        long now = clock.millis();
        Request request = book.find(id, now);
        Occasion poll = request.nextPoll(now);
        checkPoll(request, poll);
        if (faults.strikes(Fault.STATUS_502_HTML, poll)) {
            return Answer.html(502, GATEWAY_PAGE);
        }
        Progress progress = book.progress(request, now);
        ObjectNode body = body(request, Words.ofStatus(request, progress, poll.time()));
        if (progress == Progress.IN_QUEUE) {
            body.put("queue_position", book.ahead(request));
        }
        return Answer.json(200, body);
    }

    Answer result(String id, boolean includeCost) {
        long now = clock.millis();
        Request request = book.find(id, now);
        Occasion poll = request.nextPoll(now);
        checkPoll(request, poll);
        if (faults.strikes(Fault.STATUS_502_HTML, poll)) {
            return Answer.html(502, GATEWAY_PAGE);
        }
        Progress progress = book.progress(request, now);
        ObjectNode body = body(request, Words.ofResult(request, progress, poll.time()));
        body.put("created_at", Instant.ofEpochMilli(request.work().acceptedAt()).toString());
        if (progress == Progress.ENDED || progress == Progress.CANCELLED) {
            body.put(
                    "finished_at", Instant.ofEpochMilli(request.work().endsAt()).toString());
        }
        if (progress == Progress.ENDED) {
            Outcome.tell(request, body, origin);
        }
        if (progress == Progress.ENDED && includeCost) {
            body.put("cost", request.cost());
        }
        return Answer.json(200, body);
    }

    Answer cancel(String id) {
        long now = clock.millis();
        Request request = book.find(id, now);
        faults.checkToken(request.order().occasion(Chance.hash(id), Integer.MAX_VALUE, now));
        boolean cancelled = book.cancel(request, now);
        ObjectNode body = body(request, Words.ofStatus(request, book.progress(request, now), 2));
        body.put("outcome", cancelled ? "cancelled" : "not_cancellable");
        return Answer.json(202, body);
    }

    Answer model(String modelId) {
        faults.checkToken(call());
        return Answer.json(200, models.get(modelId).describe());
    }

    Answer balance() {
        faults.checkToken(call());
        ObjectNode body = Json.object();
        body.put("balance_usd", book.balance());
        return Answer.json(200, body.put("currency", "USD"));
    }

    private void checkPoll(Request request, Occasion poll) {
        faults.checkToken(poll);
        boolean fresh = poll.now().toEpochMilli() - request.work().acceptedAt() < FRESH_MILLIS;
        if (fresh && faults.strikes(Fault.STATUS_404_FRESH, poll)) {
            throw new RefusedException(RefusedException.UNKNOWN_REQUEST, "Request not found: " + request.id());
        }
    }

    private Occasion call() {
        long number = asked.incrementAndGet();
        return new Occasion(number, 1, "", clock.instant());
    }

    private static ObjectNode body(Request request, String status) {
        return Json.object().put("request_id", request.id()).put("status", status);
    }
}
