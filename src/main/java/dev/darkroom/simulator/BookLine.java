package dev.darkroom.simulator;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lines of the {@link RequestLog}. Times are milliseconds since the epoch, money is USD. */
final class BookLine {

    /** A process began; its values stand for all that was before. */
    static final String OPENED = "opened";

    static final String ACCEPTED = "accepted";
    static final String CANCELLED = "cancelled";
    static final String BALANCE = "balance";

    private BookLine() {}

    static ObjectNode opened(long born, long sequence, BigDecimal balance, int capacity, long now) {
        ObjectNode line = line(OPENED, now);
        line.put("born", born).put("sequence", sequence).put("capacity", capacity);
        return line.put("balance", balance);
    }

    static ObjectNode accepted(String id, Purchase purchase, long now) {
        Order order = purchase.order();
        ObjectNode line = line(ACCEPTED, now);
        line.put("id", id).put("model", order.model()).put("subject", purchase.subject());
        line.put("attempt", order.attempt()).put("submit", purchase.submit());
        line.put("service_ms", purchase.serviceMillis()).put("cost", purchase.cost());
        ArrayNode words = line.putArray("faults");
        purchase.faults().forEach(fault -> words.add(fault.word()));
        line.set("input", order.inputNode());
        return line;
    }

    static ObjectNode cancelled(String id, long now) {
        return line(CANCELLED, now).put("id", id);
    }

    static ObjectNode balance(BigDecimal usd, long now) {
        return line(BALANCE, now).put("balance", usd);
    }

    static String event(ObjectNode line) {
        return line.path("event").asString("");
    }

    static boolean isOf(ObjectNode line, String event) {
        return event(line).equals(event);
    }

    static long at(ObjectNode line) {
        return line.path("at").asLong(0);
    }

    static Purchase purchase(ObjectNode accepted) {
        Order order = Order.of(
                accepted.path("model").asString(""),
                accepted.path("input").asObject(),
                accepted.path("attempt").asInt(1));
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        accepted.path("faults").forEach(word -> faults.add(Fault.named(word.asString())));
        return new Purchase(
                order,
                accepted.path("subject").asLong(0),
                accepted.path("submit").asLong(0),
                faults,
                accepted.path("cost").decimalValue(),
                accepted.path("service_ms").asLong(0));
    }

    private static ObjectNode line(String event, long now) {
        return Json.object().put("event", event).put("at", now);
    }
}
