package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lines of the {@link RequestLog}. Times are milliseconds since the epoch, money is USD. */
final class BookLine {

    /** The kind of line with which a process begins; its values stand for all that was before. */
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

    static ObjectNode accepted(String id, SimulatedPurchase purchase, long now) {
        SimulatedRequest order = purchase.order();
        ObjectNode line = line(ACCEPTED, now);
        line.put("id", id).put("model", order.model()).put("subject", purchase.subject());
        line.put("attempt", order.attempt()).put("submit", purchase.submit());
        line.put("service_ms", purchase.serviceMillis()).put("cost", purchase.cost());
        ArrayNode message = line.putArray("faults");
        purchase.faults().forEach(fault -> message.add(fault.keyword()));
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

    static SimulatedPurchase purchase(ObjectNode accepted) {
        SimulatedRequest order = SimulatedRequest.of(
                accepted.path("model").asString(""),
                accepted.path("input").asObject(),
                accepted.path("attempt").asInt(1));
        Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
        accepted.path("faults").forEach(word -> faults.add(FaultKind.named(word.asString())));
        return new SimulatedPurchase(
                order,
                accepted.path("subject").asLong(0),
                accepted.path("submit").asLong(0),
                faults,
                accepted.path("cost").decimalValue(),
                accepted.path("service_ms").asLong(0));
    }

    private static ObjectNode line(String event, long now) {
        return SimulatorJson.object().put("event", event).put("at", now);
    }
}
