package dev.darkroom.simulator;

import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An accepted request. Thread-safe, but for its work, which is the queue's. */
final class Request {

    private final String id;
    private final Order order;
    private final Set<Fault> faults;
    private final BigDecimal cost;
    private final Work work;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();

    Request(String id, Order order, Set<Fault> faults, BigDecimal cost, Work work) {
        this.id = id;
        this.order = order;
        this.faults = Set.copyOf(faults);
        this.cost = cost;
        this.work = work;
    }

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** In USD; nothing for a job that is going to fail. */
    BigDecimal cost() {
        return cost;
    }

    Work work() {
        return work;
    }

    /** The next call about its state. */
    Occasion nextPoll(long now) {
        return order.occasion(Chance.hash(id), polls.incrementAndGet(), now);
    }

    /** The next time one of its pictures is asked for. */
    Occasion nextFetch(long now) {
        return order.occasion(Chance.hash(id), fetches.incrementAndGet(), now);
    }
}
