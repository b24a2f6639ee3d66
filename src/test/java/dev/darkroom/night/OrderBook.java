package dev.darkroom.night;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service's true books: what it accepted, whatever it told. */
final class OrderBook {

    private final Map<String, ServicePurchase> orders = new LinkedHashMap<>();
    private final Map<String, List<ServicePurchase>> byPrompt = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    String nextId() {
        return "order-" + (orders.size() + 1);
    }

    void add(ServicePurchase order) {
        orders.put(order.id, order);
        byPrompt.computeIfAbsent(order.prompt, key -> new ArrayList<>()).add(order);
    }

    void refuse(String prompt) {
        refused.add(prompt);
    }

    Collection<ServicePurchase> all() {
        return orders.values();
    }

    ServicePurchase find(String id) {
        ServicePurchase order = orders.get(id);
        if (order == null) {
            throw new AssertionError("a request that never was: " + id);
        }
        return order;
    }

    List<ServicePurchase> of(String prompt) {
        return byPrompt.getOrDefault(prompt, List.of());
    }

    boolean everRefused(String prompt) {
        return refused.contains(prompt);
    }

    /** Puts off whatever has not happened by now. */
    void delay(Instant now, Duration time) {
        for (ServicePurchase order : orders.values()) {
            if (order.starts.isAfter(now)) {
                order.starts = order.starts.plus(time);
            }
            if (order.ends.isAfter(now)) {
                order.ends = order.ends.plus(time);
            }
        }
    }

    /** Lets what hangs run on. */
    void unstick(Instant now) {
        for (ServicePurchase order : orders.values()) {
            Instant soon = now.plusSeconds(2);
            order.starts = order.starts.isAfter(soon) ? soon : order.starts;
            order.ends = order.ends.isAfter(soon.plusSeconds(3)) ? soon.plusSeconds(3) : order.ends;
        }
    }
}
