package dev.darkroom.sources;

import dev.darkroom.ledger.Judged;
import dev.darkroom.ledger.SeenSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What looks at sources have brought so far. Thread-safe. */
final class Findings {

    private final Queue<SeenSource> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Judged> judged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger thumbnails = new AtomicInteger();

    void seen(SeenSource source) {
        seen.add(source);
    }

    void judged(Judged row) {
        judged.add(row);
    }

    void thumbnail() {
        thumbnails.incrementAndGet();
    }

    int thumbnails() {
        return thumbnails.get();
    }

    List<SeenSource> seen() {
        return List.copyOf(seen);
    }

    List<Judged> judged() {
        return new ArrayList<>(judged);
    }
}
