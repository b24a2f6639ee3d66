package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultContext;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.SeededHash;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** An accepted request. Thread-safe, but for its work, which is the queue's. */
final class AcceptedRequest {

    private final String id;
    private final SimulatedPurchase purchase;
    private final QueuedWork work;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();

    AcceptedRequest(String id, SimulatedPurchase purchase, QueuedWork work) {
        this.id = id;
        this.purchase = purchase;
        this.work = work;
    }

    String id() {
        return id;
    }

    SimulatedRequest request() {
        return purchase.order();
    }

    /** The number of the submit that it came of. */
    long submit() {
        return purchase.submit();
    }

    boolean has(FaultKind fault) {
        return purchase.faults().contains(fault);
    }

    boolean isToFail() {
        return has(FaultKind.JOB_FAILED) || has(FaultKind.FAILED_ON_STATUS);
    }

    BigDecimal cost() {
        return purchase.cost();
    }

    QueuedWork work() {
        return work;
    }

    /** The next call about its state. */
    FaultContext nextPoll(Instant now) {
        return occasion(polls.incrementAndGet(), now);
    }

    /** The next of these that asks for the result. */
    FaultContext nextResult(Instant now) {
        return occasion(results.incrementAndGet(), now);
    }

    FaultContext nextCancel(Instant now) {
        return occasion(cancels.incrementAndGet(), now);
    }

    /** The next time one of its pictures is asked for. */
    FaultContext nextFetch(Instant now) {
        return occasion(fetches.incrementAndGet(), now);
    }

    /** Whether any of its pictures has been asked for. */
    boolean fetched() {
        return fetches.get() > 0;
    }

    private FaultContext occasion(int time, Instant now) {
        // Not its id, which differs from one start of the simulator to the next.
        long subject = SeededHash.mix(purchase.subject(), request().attempt());
        return new FaultContext(subject, time, submit(), request().prompt(), now);
    }
}
