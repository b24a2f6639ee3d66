package dev.darkroom.sources;

import dev.darkroom.io.PictureAddress;
import dev.darkroom.sources.BoundedFetchPool.FetchCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls to strangers' hosts, and leaves a host alone that fails several times in a row. Thread-safe. */
final class HostFailures {

    private static final Logger log = LoggerFactory.getLogger(HostFailures.class);

    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    /** Makes the call unless its host is left alone. */
    void make(FetchCall call) throws InterruptedException {
        AtomicInteger failed = failures.computeIfAbsent(host(call.url()), host -> new AtomicInteger());
        if (failed.get() >= BoundedFetchPool.MAX_FAILURES) {
            return;
        }
        try {
            if (call.make()) {
                failed.set(0);
            } else {
                failed.incrementAndGet();
            }
        } catch (RuntimeException e) {
            log.info("a source could not be looked at", e);
        }
    }

    /** An address without a host fails by itself. */
    private static String host(String url) {
        String host = PictureAddress.host(url);
        return host.isEmpty() ? url : host;
    }
}
