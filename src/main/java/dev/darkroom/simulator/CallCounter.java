package dev.darkroom.simulator;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** How often each call was made since the process began, whatever came of it. Thread-safe. */
final class CallCounter {

    /** What is counted. */
    enum Kind {
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

    private final Map<Kind, AtomicLong> counts = new EnumMap<>(Kind.class);

    CallCounter() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    void count(Kind kind) {
        Objects.requireNonNull(counts.get(kind)).incrementAndGet();
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        counts.forEach((kind, count) -> json.put(kind.name().toLowerCase(Locale.ROOT), count.get()));
        return json;
    }
}
