package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Slots are an hour apart here, so that the time a test takes does not count. */
class PacerTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Pacer pacer = Pacer.evenly("test", HOUR);

    @Test
    void the_first_slot_is_free_at_once() {
        assertThat(pacer.reserve()).isZero();
    }

    @Test
    void slots_are_evenly_spaced() {
        assertEvenlySpaced(reserved(100));
    }

    @Test
    void no_more_slots_fall_into_a_span_than_its_intervals_and_one() {
        List<Duration> slots = reserved(100);

        for (int i = 0; i < slots.size(); i++) {
            assertThat(slots.get(i)).isLessThanOrEqualTo(HOUR.multipliedBy(i));
            assertThat(slots.get(i)).isGreaterThanOrEqualTo(HOUR.multipliedBy(Math.max(0, i - 1)));
        }
    }

    @Test
    void slots_far_away_are_not_given_at_once() {
        List<Duration> slots = reserved(3_000);

        assertThat(slots.get(2_999)).isGreaterThan(HOUR.multipliedBy(2_997));
    }

    @Test
    void the_same_slot_is_never_given_to_two_threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<Duration>> work = () -> reserved(50);
            List<Duration> slots = new ArrayList<>();
            for (Future<List<Duration>> part : threads.invokeAll(List.of(work, work, work, work))) {
                slots.addAll(part.get());
            }

            assertThat(slots).hasSize(200);
            assertEvenlySpaced(slots.stream().sorted().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Duration> reserved(int count) {
        List<Duration> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(pacer.reserve());
        }
        return slots;
    }

    /** The first is now, somewhere in its interval; from the second on each begins an interval. */
    private static void assertEvenlySpaced(List<Duration> slots) {
        for (int i = 2; i < slots.size(); i++) {
            assertThat(slots.get(i).minus(slots.get(i - 1))).isBetween(HOUR.minus(TOLERANCE), HOUR.plus(TOLERANCE));
        }
    }
}
