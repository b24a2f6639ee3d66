package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** Counts how often each call was made since the process began, whatever its outcome. Thread-safe. */
final class CallCounter {

    /** The kinds of call that are counted. */
    enum CallKind {
        SUBMIT,
        STATUS,
        RESULT,
        CANCEL,
        MODEL,
        BALANCE,
        OUTPUT,
        /** Answers with 429. */
        THROTTLED,
        /** Calls to where only redirects lead. */
        ELSEWHERE
    }

    private final Map<CallKind, AtomicLong> counts = new EnumMap<>(CallKind.class);

    CallCounter() {
        for (CallKind kind : CallKind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    void count(CallKind kind) {
        Objects.requireNonNull(counts.get(kind)).incrementAndGet();
    }

    ObjectNode json() {
        ObjectNode json = SimulatorJson.object();
        counts.forEach((kind, count) -> json.put(kind.name().toLowerCase(Locale.ROOT), count.get()));
        return json;
    }
}
