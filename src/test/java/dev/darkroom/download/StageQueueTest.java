package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageQueueTest {

    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final List<List<Integer>> done = new ArrayList<>();

    @Test
    void what_came_while_the_worker_was_busy_is_its_next_group_and_an_idle_one_waits_for_none() {
        List<StageQueue<Integer>> itself = new ArrayList<>();
        StageQueue<Integer> queue = new StageQueue<>(begun::add, 1, 3, group -> {
            if (done.isEmpty()) {
                IntStream.rangeClosed(2, 6).forEach(itself.get(0)::add);
            }
            done.add(group);
        });
        itself.add(queue);

        queue.add(1);
        begun.remove().run();

        assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6));
        assertThat(begun).as("further workers").isEmpty();
        queue.add(7);
        begun.remove().run();
        assertThat(done).last().isEqualTo(List.of(7));
    }

    @Test
    void it_begins_a_worker_for_each_item_until_all_are_busy() {
        StageQueue<Integer> queue = new StageQueue<>(begun::add, 2, 1, done::add);

        IntStream.rangeClosed(1, 5).forEach(queue::add);

        assertThat(begun).hasSize(2);
        assertThat(queue.size()).isEqualTo(5);
        begun.remove().run();
        begun.remove().run();
        assertThat(done).hasSize(5);
        assertThat(queue.size()).isZero();
    }

    @Test
    void an_item_that_no_worker_can_take_is_its_makers_again() {
        StageQueue<Integer> queue = new StageQueue<>(
                task -> {
                    throw new RejectedExecutionException("the workers have ended");
                },
                1,
                1,
                done::add);

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> queue.add(1));

        assertThat(queue.size()).isZero();
    }
}
