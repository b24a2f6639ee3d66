package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.SeededHash;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps all that the service knows of its requests and of the account, in memory and, with a log, beyond the process.
 * What is accepted is in the log before anyone is told. Thread-safe: one at a time. Times are milliseconds since the
 * epoch.
 */
final class RequestBook implements Closeable {

    /** The first balance in USD, the simulator's own: enough for some hundred thousand pictures. */
    static final BigDecimal FIRST_BALANCE = new BigDecimal("10000.00");

    /** The time for which the service keeps what it made; the real one does so for other products. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final Map<String, AcceptedRequest> requests = new LinkedHashMap<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final WorkQueue queue = new WorkQueue();
    private final @Nullable RequestLog log;

    private BigDecimal balance = FIRST_BALANCE;
    private long born;
    private long sequence;
    private long refused;
    private long submits;

    /** @param log where it is all written down, or null */
    RequestBook(@Nullable RequestLog log, int capacity, long now) throws IOException {
        this.log = log;
        born = now;
        if (log != null) {
            long horizon = now - KEPT.toMillis();
            log.replay(this::remember);
            if (requests.values().removeIf(request -> expired(request, now))) {
                log.retain(line -> !BookLine.isOf(line, BookLine.ACCEPTED) || BookLine.at(line) >= horizon);
            }
        }
        queue.resize(capacity, now);
        write(BookLine.opened(born, sequence, balance, capacity, now));
    }

    /** Counts how often an input was sent, this time included. */
    synchronized int attempt(long subject) {
        return attempts.merge(subject, 1, Integer::sum);
    }

    /** Returns the number of the submit that comes in now, from 1; it continues from what the log remembers. */
    synchronized long nextSubmit() {
        return ++submits;
    }

    synchronized void refuse() {
        refused++;
    }

    synchronized AcceptedRequest accept(SimulatedPurchase purchase, long now) {
        if (balance.compareTo(purchase.cost()) < 0) {
            throw new RefusedException(RefusedException.BALANCE_EMPTY, "Insufficient balance. Please top up.");
        }
        String id = String.format(
                Locale.ROOT, "%016x%016x", SeededHash.mix(born, sequence), SeededHash.mix(sequence, born));
        write(BookLine.accepted(id, purchase, now));
        return enter(id, purchase, now);
    }

    synchronized boolean knows(String id, long now) {
        AcceptedRequest request = requests.get(id);
        return request != null && !expired(request, now);
    }

    /** @throws RefusedException if there is none of this id, or no more */
    synchronized AcceptedRequest find(String id, long now) {
        AcceptedRequest request = requests.get(id);
        if (request == null || expired(request, now)) {
            throw new RefusedException(RefusedException.UNKNOWN_REQUEST, "Request not found or expired: " + id);
        }
        return request;
    }

    synchronized RequestProgress progress(AcceptedRequest request, long now) {
        RequestProgress progress = queue.progress(request.work(), now);
        if (progress != RequestProgress.ENDED) {
            return progress;
        }
        if (request.has(FaultKind.JOB_CANCELLED)) {
            return RequestProgress.CANCELLED;
        }
        return request.has(FaultKind.STUCK_IN_PROGRESS) ? RequestProgress.IN_PROGRESS : progress;
    }

    /** Returns how many are in the queue before this one. */
    synchronized long ahead(AcceptedRequest request) {
        return queue.ahead(request.work());
    }

    /** Takes it out of the queue and gives its price back; false if it is too late. */
    synchronized boolean cancel(AcceptedRequest request, long now) {
        if (queue.progress(request.work(), now) != RequestProgress.IN_QUEUE) {
            return false;
        }
        write(BookLine.cancelled(request.id(), now));
        return drop(request, now);
    }

    synchronized BigDecimal balance() {
        return balance;
    }

    synchronized void setBalance(BigDecimal usd, long now) {
        write(BookLine.balance(usd, now));
        balance = usd;
    }

    /** Returns all accepted requests in their order. */
    synchronized List<AcceptedRequest> all() {
        return new ArrayList<>(requests.values());
    }

    synchronized long refused() {
        return refused;
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }

    private AcceptedRequest enter(String id, SimulatedPurchase purchase, long now) {
        sequence++;
        balance = balance.subtract(purchase.cost());
        QueuedWork work = purchase.faults().contains(FaultKind.STUCK_IN_QUEUE)
                ? queue.park(now, purchase.serviceMillis())
                : queue.enter(now, purchase.serviceMillis());
        AcceptedRequest request = new AcceptedRequest(id, purchase, work);
        requests.put(id, request);
        return request;
    }

    private boolean drop(AcceptedRequest request, long now) {
        boolean cancelled = queue.cancel(request.work(), now);
        if (cancelled) {
            balance = balance.add(request.cost());
        }
        return cancelled;
    }

    private void write(ObjectNode line) {
        if (log != null) {
            log.append(line);
        }
    }

    private void remember(ObjectNode line) {
        long at = BookLine.at(line);
        switch (BookLine.event(line)) {
            case BookLine.OPENED -> {
                born = line.path("born").asLong(at);
                sequence = line.path("sequence").asLong(sequence);
                balance = line.path("balance").decimalValue();
                queue.resize(line.path("capacity").asInt(1), at);
            }
            case BookLine.ACCEPTED -> {
                SimulatedPurchase purchase = BookLine.purchase(line);
                attempts.merge(purchase.subject(), purchase.order().attempt(), Math::max);
                submits = Math.max(submits, purchase.submit());
                enter(line.path("id").asString(""), purchase, at);
            }
            case BookLine.CANCELLED -> {
                AcceptedRequest request = requests.get(line.path("id").asString(""));
                if (request != null) {
                    drop(request, at);
                }
            }
            case BookLine.BALANCE -> balance = line.path("balance").decimalValue();
            default -> throw new IllegalStateException("the simulator's log has an unknown line: " + line);
        }
    }

    private static boolean expired(AcceptedRequest request, long now) {
        return request.work().acceptedAt() < now - KEPT.toMillis();
    }
}
