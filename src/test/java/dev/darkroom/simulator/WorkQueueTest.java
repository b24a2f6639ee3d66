package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private final WorkQueue queue = new WorkQueue();

    @Test
    void work_starts_when_a_slot_is_free_not_when_somebody_looks() {
        queue.resize(1, 0);
        QueuedWork first = queue.enter(100, 50);
        QueuedWork second = queue.enter(110, 50);

        assertThat(queue.progress(second, 1_000)).isEqualTo(RequestProgress.ENDED);
        assertThat(first.endsAt()).isEqualTo(150);
        assertThat(second.endsAt()).isEqualTo(200);
    }

    @Test
    void a_cancelled_one_leaves_its_turn_to_the_next() {
        queue.resize(1, 0);
        queue.enter(0, 10);
        QueuedWork second = queue.enter(0, 10);
        QueuedWork third = queue.enter(0, 10);

        assertThat(queue.cancel(second, 5)).isTrue();
        assertThat(queue.cancel(second, 6)).isFalse();
        assertThat(queue.progress(third, 10)).isEqualTo(RequestProgress.IN_PROGRESS);
        assertThat(queue.progress(second, 10)).isEqualTo(RequestProgress.CANCELLED);
    }

    @Test
    void more_slots_start_more_at_once_and_fewer_let_the_started_end() {
        queue.resize(1, 0);
        queue.enter(0, 10);
        QueuedWork second = queue.enter(0, 10);
        queue.resize(2, 4);
        assertThat(queue.progress(second, 4)).isEqualTo(RequestProgress.IN_PROGRESS);

        queue.resize(1, 5);
        QueuedWork third = queue.enter(6, 10);
        assertThat(queue.progress(second, 14)).isEqualTo(RequestProgress.ENDED);
        assertThat(third.endsAt()).isEqualTo(24);
    }

    @Test
    void the_place_in_a_long_queue_counts_those_before_without_the_cancelled() {
        queue.resize(1, 0);
        List<QueuedWork> works = new ArrayList<>();
        for (int number = 0; number < 20_001; number++) {
            works.add(queue.enter(0, 1));
        }
        for (int number = 1; number <= 20_000; number += 2) {
            queue.cancel(works.get(number), 0);
        }

        assertThat(queue.ahead(works.get(20_000))).isEqualTo(9_999);
        assertThat(queue.ahead(works.get(2))).isZero();
    }
}
