package dev.darkroom.sources;

import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.rows.FlagsRevised;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The findings of source checks so far. Thread-safe. */
final class SourceFindings {

    private final Queue<ObservedSource> seen = new ConcurrentLinkedQueue<>();
    private final Queue<FlagsRevised> judged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger thumbnails = new AtomicInteger();

    void seen(ObservedSource source) {
        seen.add(source);
    }

    void judged(FlagsRevised row) {
        judged.add(row);
    }

    void thumbnail() {
        thumbnails.incrementAndGet();
    }

    int thumbnails() {
        return thumbnails.get();
    }

    List<ObservedSource> seen() {
        return List.copyOf(seen);
    }

    List<FlagsRevised> judged() {
        return new ArrayList<>(judged);
    }
}
