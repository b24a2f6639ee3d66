package dev.darkroom.sourcelook;

import dev.darkroom.fetch.SourceProbe;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sourcelook.AddressLook.LookOutcome;
import dev.darkroom.sourcelook.HostQueue.HostVerdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at many addresses, a few at once in all and fewer at each host, for so long and no longer. A host that asks for a
 * pause gets it; one that does not answer is given up. What there was no time for stays unknown. Used once.
 */
final class LookPool {

    static final int MAX_AT_ONCE = 16;

    private static final Logger log = LoggerFactory.getLogger(LookPool.class);
    private static final long POLL_MILLIS = 20;

    private final SourceProbe probe;
    private final AddressLook looks;
    private final LookedSources known;
    private final MonotonicClock clock;
    private final MonotonicTime end;
    private final BooleanSupplier stop;
    private final LookProgress progress;
    private final Map<String, HostQueue> hosts = new LinkedHashMap<>();
    private final ArrayDeque<HostQueue> turn = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();

    /**
     * @param known what was seen before, to which is added what is seen
     * @param most how long all of it may take
     * @param stop whether it is to end at once
     * @param progress is told how many addresses are settled
     */
    LookPool(
            SourceProbe probe,
            AddressLook looks,
            LookedSources known,
            Duration most,
            MonotonicClock clock,
            BooleanSupplier stop,
            LookProgress progress) {
        this.probe = probe;
        this.looks = looks;
        this.known = known;
        this.clock = clock;
        this.end = clock.now().plus(most);
        this.stop = stop;
        this.progress = progress;
    }

    /** Looks at all; returns when that is done, or has to be. */
    void look(Collection<String> addresses) throws InterruptedException {
        addresses.forEach(address -> hosts.computeIfAbsent(
                        PictureAddress.host(address).toLowerCase(Locale.ROOT), host -> new HostQueue())
                .add(address));
        turn.addAll(hosts.values());
        int workers = Math.min(MAX_AT_ONCE, addresses.size());
        CountDownLatch done = new CountDownLatch(workers);
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < workers; n++) {
            Thread thread = new Thread(() -> work(done), "look-" + (n + 1));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        try {
            while (!done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isOver()) {
                    return;
                }
            }
        } finally {
            threads.forEach(Thread::interrupt);
            probe.breakOff();
        }
    }

    private boolean isOver() {
        return stop.getAsBoolean() || !clock.now().isBefore(end);
    }

    private void work(CountDownLatch done) {
        try {
            for (Taken taken = take(); taken != null; taken = take()) {
                LookOutcome outcome = outcome(taken.address);
                bytes.addAndGet(outcome.bytes());
                // What was broken off has proved nothing.
                if (isOver()) {
                    return;
                }
                ended(taken, outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }

    private LookOutcome outcome(String address) throws InterruptedException {
        try {
            return looks.look(address, known.find(address));
        } catch (RuntimeException e) {
            log.info("a source could not be looked at", e);
            return looks.unforeseen();
        }
    }

    private synchronized @Nullable Taken take() throws InterruptedException {
        while (!isOver()) {
            MonotonicTime now = clock.now();
            for (int n = turn.size(); n > 0; n--) {
                HostQueue host = turn.remove();
                if (host.isDone()) {
                    continue;
                }
                turn.add(host);
                String address = host.take(now);
                if (address != null) {
                    return new Taken(host, address);
                }
            }
            if (turn.isEmpty()) {
                return null;
            }
            wait(POLL_MILLIS);
        }
        return null;
    }

    private synchronized void ended(Taken taken, LookOutcome outcome) {
        HostVerdict verdict = taken.host.ended(taken.address, outcome, clock.now());
        LookedSource source = verdict.source();
        if (source != null) {
            verdict.addresses().forEach(address -> known.put(address, source));
            progress.settled(settled.addAndGet(verdict.addresses().size()));
        }
        notifyAll();
    }

    long requests() {
        return looks.requests();
    }

    long bytes() {
        return bytes.get();
    }

    private record Taken(HostQueue host, String address) {}
}
