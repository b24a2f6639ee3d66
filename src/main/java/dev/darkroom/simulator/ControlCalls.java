package dev.darkroom.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the real service has not: a look behind the counter, for tests. Thread-safe. */
final class ControlCalls {

    private final RequestBook book;
    private final PictureCalls pictures;
    private final InstantSource clock;

    ControlCalls(RequestBook book, PictureCalls pictures, InstantSource clock) {
        this.book = book;
        this.pictures = pictures;
        this.clock = clock;
    }

    /** Every purchase, in the order in which they were accepted. */
    Answer requests() {
        List<Request> accepted = book.all();
        ObjectNode body = Json.object();
        body.put("accepted", accepted.size());
        body.put("refused", book.refused());
        body.put("pictures_asked_with_token", pictures.askedWithToken());
        ArrayNode list = body.putArray("requests");
        long now = clock.millis();
        for (Request request : accepted) {
            Progress progress = book.progress(request, now);
            ObjectNode one = list.addObject();
            one.put("request_id", request.id()).put("model", request.order().model());
            one.put("status", Words.plain(request, progress));
            one.put(
                    "accepted_at",
                    Instant.ofEpochMilli(request.work().acceptedAt()).toString());
            one.set("input", request.order().inputNode());
        }
        return Answer.json(200, body);
    }

    /** Sets the balance to {@code {"balance_usd": 12.5}}, so that it can run out and be topped up. */
    Answer setBalance(byte[] body) {
        try {
            BigDecimal usd = Json.read(body).path("balance_usd").decimalValue();
            book.setBalance(usd, clock.millis());
            return Answer.json(200, Json.object().put("balance_usd", usd));
        } catch (JacksonException e) {
            throw new RefusedException(RefusedException.NO_JSON, "balance_usd must be a number");
        }
    }
}
