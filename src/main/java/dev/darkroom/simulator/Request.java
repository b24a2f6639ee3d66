package dev.darkroom.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** An accepted request. Thread-safe, but for its work, which is the queue's. */
final class Request {

    private final String id;
    private final Purchase purchase;
    private final Work work;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();

    Request(String id, Purchase purchase, Work work) {
        this.id = id;
        this.purchase = purchase;
        this.work = work;
    }

    String id() {
        return id;
    }

    Order order() {
        return purchase.order();
    }

    /** The number of the submit that it came of. */
    long submit() {
        return purchase.submit();
    }

    boolean has(Fault fault) {
        return purchase.faults().contains(fault);
    }

    boolean isToFail() {
        return has(Fault.JOB_FAILED) || has(Fault.FAILED_ON_STATUS);
    }

    BigDecimal cost() {
        return purchase.cost();
    }

    Work work() {
        return work;
    }

    /** The next call about its state. */
    Occasion nextPoll(Instant now) {
        return occasion(polls.incrementAndGet(), now);
    }

    /** The next of these that asks for the result. */
    Occasion nextResult(Instant now) {
        return occasion(results.incrementAndGet(), now);
    }

    Occasion nextCancel(Instant now) {
        return occasion(cancels.incrementAndGet(), now);
    }

    /** The next time one of its pictures is asked for. */
    Occasion nextFetch(Instant now) {
        return occasion(fetches.incrementAndGet(), now);
    }

    /** Whether any of its pictures has been asked for. */
    boolean fetched() {
        return fetches.get() > 0;
    }

    private Occasion occasion(int time, Instant now) {
        // Not its id, which differs from one start of the simulator to the next.
        long subject = Chance.mix(purchase.subject(), order().attempt());
        return new Occasion(subject, time, submit(), order().prompt(), now);
    }
}
