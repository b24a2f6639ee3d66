package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultContext;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.SeededHash;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** An accepted request. Thread-safe, but for its work, which is the queue's. */
final class AcceptedRequest {

    private static final long NEVER = Long.MIN_VALUE;

    private final String id;
    private final SimulatedPurchase purchase;
    private final QueuedWork work;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger costQuestions = new AtomicInteger();
    private final AtomicLong endToldAt = new AtomicLong(NEVER);
    private final AtomicLong fetchedAt = new AtomicLong(NEVER);

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

    /** Returns the number of the submit that it came of. */
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

    /** Returns whether a result tells the cost; one that is late is not told the first time it is asked for. */
    boolean namesCost() {
        boolean late = has(FaultKind.RESULT_LATE_COST) && costQuestions.getAndIncrement() == 0;
        return !late && !has(FaultKind.RESULT_NO_COST);
    }

    QueuedWork work() {
        return work;
    }

    /** Counts a poll of its status and returns the fault's context. */
    FaultContext nextPoll(Instant now) {
        return occasion(polls.incrementAndGet(), now);
    }

    /** Counts a poll of its result and returns the fault's context. */
    FaultContext nextResult(Instant now) {
        return occasion(results.incrementAndGet(), now);
    }

    FaultContext nextCancel(Instant now) {
        return occasion(cancels.incrementAndGet(), now);
    }

    /** Counts a download of one of its pictures and returns the fault's context. */
    FaultContext nextFetch(Instant now) {
        fetchedAt.compareAndSet(NEVER, now.toEpochMilli());
        return occasion(fetches.incrementAndGet(), now);
    }

    /** Returns whether any of its pictures has been downloaded. */
    boolean fetched() {
        return fetches.get() > 0;
    }

    /** Notes that a poll was told of its end; the first such poll counts. */
    void tellEnd(Instant now) {
        endToldAt.compareAndSet(NEVER, now.toEpochMilli());
    }

    /** Hands over when a poll was first told of its end, in milliseconds since the epoch, if one was. */
    void ifEndTold(LongConsumer consumer) {
        ifEver(endToldAt.get(), consumer);
    }

    /** Hands over when one of its pictures was first asked for, in milliseconds since the epoch, if one was. */
    void ifFetched(LongConsumer consumer) {
        ifEver(fetchedAt.get(), consumer);
    }

    private static void ifEver(long at, LongConsumer consumer) {
        if (at != NEVER) {
            consumer.accept(at);
        }
    }

    private FaultContext occasion(int time, Instant now) {
        // Not its id, which differs from one start of the simulator to the next.
        long subject = SeededHash.mix(purchase.subject(), request().attempt());
        return new FaultContext(subject, time, submit(), request().prompt(), now);
    }
}
