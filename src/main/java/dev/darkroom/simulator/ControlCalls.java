package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.BadFaultException;
import dev.darkroom.simulator.faults.FaultPlan;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls that the real service does not have: a look behind the counter, for tests. Thread-safe. */
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

    /** Returns the answer, or nothing if it is none of these calls. */
    Optional<SimulatedResponse> answer(String method, String path, byte[] body) {
        return switch (method + " " + path) {
            case "GET /simulator/requests" -> Optional.of(requests());
            case "POST /simulator/balance" -> Optional.of(setBalance(body));
            case "GET /simulator/faults" ->
                Optional.of(SimulatedResponse.json(200, faults.rules().json()));
            case "POST /simulator/faults" -> Optional.of(setFaults(body));
            case "POST /simulator/sources" -> Optional.of(replaceSource(body));
            default -> Optional.empty();
        };
    }

    /** Lists every purchase, in the order in which they were accepted. */
    private SimulatedResponse requests() {
        List<AcceptedRequest> accepted = book.all();
        ObjectNode body = SimulatorJson.object();
        body.put("accepted", accepted.size());
        body.put("refused", book.refused());
        body.set("calls", counter.json());
        body.put("pictures_asked_with_token", pictures.askedWithToken());
        ArrayNode list = body.putArray("requests");
        long now = clock.millis();
        for (AcceptedRequest request : accepted) {
            RequestProgress progress = book.progress(request, now);
            ObjectNode one = list.addObject();
            one.put("request_id", request.id()).put("model", request.request().model());
            one.put("submit_number", request.submit());
            one.put("status", StatusWords.plain(request, progress));
            one.put("accepted_at", time(request.work().acceptedAt()));
            if (progress.isEnd()) {
                one.put("ended_at", time(request.work().endsAt()));
            }
            request.ifEndTold(at -> one.put("end_told_at", time(at)));
            request.ifFetched(at -> one.put("fetched_at", time(at)));
            one.set("input", request.request().inputNode());
        }
        return SimulatedResponse.json(200, body);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Sets the balance to {@code {"balance_usd": 12.5}}, so that it can run out and be topped up. */
    private SimulatedResponse setBalance(byte[] body) {
        try {
            BigDecimal usd = SimulatorJson.read(body).path("balance_usd").decimalValue();
            book.setBalance(usd, clock.millis());
            return SimulatedResponse.json(200, SimulatorJson.object().put("balance_usd", usd));
        } catch (JacksonException e) {
            throw new RefusedException(RefusedException.NO_JSON, "balance_usd must be a number");
        }
    }

    /** Puts another picture under the address of {@code {"replaced": "mug-101.jpg"}}, as a shop does. */
    private SimulatedResponse replaceSource(byte[] body) {
        try {
            String name = SimulatorJson.read(body).path("replaced").asString("");
            pictures.replaceSource(name);
            return SimulatedResponse.json(200, SimulatorJson.object().put("replaced", name));
        } catch (JacksonException e) {
            throw new RefusedException(RefusedException.NO_JSON, "replaced must name a picture of the sample catalog");
        }
    }

    /** Replaces the fault plan; its time begins now. */
    private SimulatedResponse setFaults(byte[] body) {
        try {
            FaultRules rules = FaultRules.of(SimulatorJson.read(body));
            faults.replace(rules, clock.instant());
            return SimulatedResponse.json(200, rules.json());
        } catch (BadFaultException bad) {
            throw new RefusedException(RefusedException.NO_JSON, String.valueOf(bad.getMessage()));
        } catch (JacksonException e) {
            throw new RefusedException(
                    RefusedException.NO_JSON, "The body is not valid JSON: " + e.getOriginalMessage());
        }
    }
}
