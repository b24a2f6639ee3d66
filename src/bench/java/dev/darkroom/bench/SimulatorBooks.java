package dev.darkroom.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads figures from the simulator's books. */
final class SimulatorBooks {

    private static final List<String> POLLS = List.of("status", "result");
    private static final List<String> CALLS = List.of("submit", "status", "result", "output");

    private final JsonNode books;

    /** @param books the answer to {@code GET /simulator/requests} */
    SimulatorBooks(JsonNode books) {
        this.books = books;
    }

    int accepted() {
        return books.path("accepted").asInt();
    }

    /** Returns how often a status or result was asked for. */
    long polls() {
        return sum(POLLS);
    }

    /** Returns how often anything was asked for that a row needs. */
    long calls() {
        return sum(CALLS);
    }

    private long sum(List<String> kinds) {
        return kinds.stream()
                .mapToLong(kind -> books.path("calls").path(kind).asLong())
                .sum();
    }

    /**
     * Returns when the first request was accepted.
     *
     * @param skipped how many requests another client had made before
     */
    Instant firstAccept(int skipped) {
        return times("accepted_at", skipped).stream()
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("nothing was bought"));
    }

    Instant lastEnd(int skipped) {
        return last("ended_at", skipped);
    }

    /** Returns when the last request's picture was first asked for. */
    Instant lastFetch(int skipped) {
        return last("fetched_at", skipped);
    }

    private Instant last(String key, int skipped) {
        return times(key, skipped).stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("no request has " + key));
    }

    /** Returns how long after its end a poll was first told of it, for each request, the shortest first. */
    List<Duration> noticedAfter(int skipped) {
        List<Duration> waits = new ArrayList<>();
        for (JsonNode request : requests(skipped)) {
            if (request.has("end_told_at")) {
                waits.add(Duration.between(time(request, "ended_at"), time(request, "end_told_at")));
            }
        }
        waits.sort(Comparator.naturalOrder());
        return waits;
    }

    private List<Instant> times(String key, int skipped) {
        return requests(skipped).stream()
                .filter(request -> request.has(key))
                .map(request -> time(request, key))
                .toList();
    }

    private List<JsonNode> requests(int skipped) {
        return StreamSupport.stream(books.path("requests").spliterator(), false)
                .skip(skipped)
                .toList();
    }

    private static Instant time(JsonNode request, String key) {
        return Instant.parse(request.path(key).asString());
    }
}
