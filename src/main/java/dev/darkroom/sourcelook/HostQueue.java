package dev.darkroom.sourcelook;

import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sourcelook.AddressLook.LookOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the addresses of one host that are still to be looked at, and decides when the next one may be. Guarded by whoever
 * holds it.
 */
final class HostQueue {

    static final int MAX_AT_ONCE = 4;
    static final int MAX_SILENCES = 5;
    static final int MAX_ATTEMPTS = 2;
    static final int MAX_PAUSES = 3;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private final Map<String, Integer> failed = new HashMap<>();
    private int active;
    private int silences;
    private int pauses;
    private MonotonicTime notBefore = MonotonicTime.MIN;

    void add(String address) {
        waiting.add(address);
    }

    /** Takes the next address, null if there is none now. */
    @Nullable
    String take(MonotonicTime now) {
        // After a pause one request finds out whether it was long enough.
        int most = pauses > 0 || silences > 0 ? 1 : MAX_AT_ONCE;
        if (waiting.isEmpty() || active >= most || now.isBefore(notBefore)) {
            return null;
        }
        active++;
        return waiting.poll();
    }

    /** Tells what came of an address; returns what is settled by it. */
    HostVerdict ended(String address, LookOutcome outcome, MonotonicTime now) {
        active--;
        return switch (outcome.end()) {
            case SETTLED -> {
                silences = 0;
                pauses = 0;
                yield new HostVerdict(List.of(address), outcome.source());
            }
            case UNKNOWN_HOST -> new HostVerdict(rest(address), outcome.source());
            case FAILED -> again(address, outcome, now);
            case SILENT -> {
                silences++;
                yield silences >= MAX_SILENCES
                        ? new HostVerdict(rest(address), outcome.source())
                        : again(address, outcome, now);
            }
            case PAUSED -> pause(address, Objects.requireNonNull(outcome.pause(), "pause is null"), now);
        };
    }

    private HostVerdict again(String address, LookOutcome outcome, MonotonicTime now) {
        int attempts = failed.merge(address, 1, Integer::sum);
        if (attempts >= MAX_ATTEMPTS) {
            failed.remove(address);
            return new HostVerdict(List.of(address), outcome.source());
        }
        waiting.add(address);
        postpone(now.plus(BETWEEN_ATTEMPTS));
        return HostVerdict.NONE;
    }

    private HostVerdict pause(String address, Duration pause, MonotonicTime now) {
        // Requests that were on the way when it asked for the first time are no second time.
        pauses += now.isBefore(notBefore) ? 0 : 1;
        if (pauses > MAX_PAUSES || pause.compareTo(MAX_PAUSE) > 0) {
            waiting.clear();
            return HostVerdict.NONE;
        }
        waiting.addFirst(address);
        postpone(now.plus(pause));
        return HostVerdict.NONE;
    }

    private void postpone(MonotonicTime until) {
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    private List<String> rest(String address) {
        List<String> rest = new ArrayList<>(waiting);
        rest.add(address);
        waiting.clear();
        return rest;
    }

    boolean isDone() {
        return waiting.isEmpty() && active == 0;
    }

    /**
     * What is settled by a request.
     *
     * @param addresses of which it is settled
     * @param source what is known of them, null if nothing is settled
     */
    record HostVerdict(List<String> addresses, @Nullable LookedSource source) {
        static final HostVerdict NONE = new HostVerdict(List.of(), null);
    }
}
