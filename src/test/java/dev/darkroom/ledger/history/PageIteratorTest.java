package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageIteratorTest {

    private final List<Long> read = new CopyOnWriteArrayList<>();

    @Test
    void each_page_is_read_once_and_all_of_it_comes_in_order() {
        PageIterator<Long> rows = new PageIterator<>(0, this::page, row -> row);
        List<Long> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        assertThat(all).containsExactlyElementsOf(numbers(1, 7));
        assertThat(rows.hasNext()).isFalse();
        assertThat(read).containsExactly(0L, 3L, 6L, 7L);
    }

    @Test
    void the_next_page_is_read_while_one_is_worked_on() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        PageIterator<Long> rows = new PageIterator<>(
                0,
                after -> {
                    if (after == 3) {
                        second.countDown();
                    }
                    return page(after);
                },
                row -> row);
        assertThat(rows.next()).isEqualTo(1);
        assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_a_page_cannot_be_read_for_comes_where_it_is_needed() {
        PageIterator<Long> rows = new PageIterator<>(
                0,
                after -> {
                    if (after == 3) {
                        throw new IllegalStateException("no connection");
                    }
                    return page(after);
                },
                row -> row);
        for (long row = 1; row <= 3; row++) {
            assertThat(rows.next()).isEqualTo(row);
        }
        assertThatIllegalStateException().isThrownBy(rows::hasNext).withMessage("no connection");
    }

    private List<Long> page(long after) {
        read.add(after);
        return numbers(after + 1, Math.min(7, after + 3));
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
