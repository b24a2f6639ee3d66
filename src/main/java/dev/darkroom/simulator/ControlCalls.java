package dev.darkroom.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the real service has not: a look behind the counter, for tests. Thread-safe. */
final class ControlCalls {

    private final RequestBook book;
    private final PictureCalls pictures;
    private final FaultPlan faults;
    private final CallCounter counter;
    private final InstantSource clock;

    ControlCalls(RequestBook book, PictureCalls pictures, FaultPlan faults, CallCounter counter, InstantSource clock) {
        this.book = book;
        this.pictures = pictures;
        this.faults = faults;
        this.counter = counter;
        this.clock = clock;
    }

    /** The answer, or nothing if it is none of these calls. */
    Optional<Answer> answer(String method, String path, byte[] body) {
        return switch (method + " " + path) {
            case "GET /simulator/requests" -> Optional.of(requests());
            case "POST /simulator/balance" -> Optional.of(setBalance(body));
            case "GET /simulator/faults" ->
                Optional.of(Answer.json(200, faults.rules().json()));
            case "POST /simulator/faults" -> Optional.of(setFaults(body));
            case "POST /simulator/sources" -> Optional.of(replaceSource(body));
            default -> Optional.empty();
        };
    }

    /** Every purchase, in the order in which they were accepted. */
    private Answer requests() {
        List<Request> accepted = book.all();
        ObjectNode body = Json.object();
        body.put("accepted", accepted.size());
        body.put("refused", book.refused());
        body.set("calls", counter.json());
        body.put("pictures_asked_with_token", pictures.askedWithToken());
        ArrayNode list = body.putArray("requests");
        long now = clock.millis();
        for (Request request : accepted) {
            Progress progress = book.progress(request, now);
            ObjectNode one = list.addObject();
            one.put("request_id", request.id()).put("model", request.order().model());
            one.put("submit_number", request.submit());
            one.put("status", Words.plain(request, progress));
            one.put(
                    "accepted_at",
                    Instant.ofEpochMilli(request.work().acceptedAt()).toString());
            one.set("input", request.order().inputNode());
        }
        return Answer.json(200, body);
    }

    /** Sets the balance to {@code {"balance_usd": 12.5}}, so that it can run out and be topped up. */
    private Answer setBalance(byte[] body) {
        try {
            BigDecimal usd = Json.read(body).path("balance_usd").decimalValue();
            book.setBalance(usd, clock.millis());
            return Answer.json(200, Json.object().put("balance_usd", usd));
        } catch (JacksonException e) {
            throw new RefusedException(RefusedException.NO_JSON, "balance_usd must be a number");
        }
    }

    /** Puts another picture under the address of {@code {"replaced": "mug-101.jpg"}}, as a shop does. */
    private Answer replaceSource(byte[] body) {
        try {
            String name = Json.read(body).path("replaced").asString("");
            pictures.replaceSource(name);
            return Answer.json(200, Json.object().put("replaced", name));
        } catch (JacksonException e) {
            throw new RefusedException(RefusedException.NO_JSON, "replaced must name a picture of the sample catalog");
        }
    }

    /** Replaces the fault plan; its time begins now. */
    private Answer setFaults(byte[] body) {
        try {
            FaultRules rules = FaultRules.of(Json.read(body));
            faults.replace(rules, clock.instant());
            return Answer.json(200, rules.json());
        } catch (BadFaultException bad) {
            throw new RefusedException(RefusedException.NO_JSON, String.valueOf(bad.getMessage()));
        } catch (JacksonException e) {
            throw new RefusedException(
                    RefusedException.NO_JSON, "The body is not valid JSON: " + e.getOriginalMessage());
        }
    }
}
