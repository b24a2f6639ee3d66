package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BoundedFetchPoolTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch broken = new CountDownLatch(1);

    @Test
    void all_are_made() throws Exception {
        rounds(() -> false).run(calls(100, () -> true));
        assertThat(made).hasValue(100);
    }

    @Test
    void after_a_minute_by_the_clock_the_rest_is_broken_off() throws Exception {
        rounds(() -> false).run(calls(100, () -> {
            clock.advance(Duration.ofSeconds(20));
            return true;
        }));
        assertThat(made.get()).isBetween(3, 3 + 8);
    }

    @Test
    void a_call_that_hangs_does_not_hold_up_the_end() throws Exception {
        rounds(() -> false).run(calls(1, () -> {
            clock.advance(MINUTE);
            broken.await();
            return true;
        }));
        assertThat(broken.getCount()).isZero();
    }

    @Test
    void a_stop_ends_it_at_once() throws Exception {
        rounds(() -> made.get() > 0).run(calls(1, () -> {
            broken.await();
            return true;
        }));
        assertThat(broken.getCount()).isZero();
    }

    @Test
    void a_call_that_fails_unforeseen_does_not_keep_the_others() throws Exception {
        rounds(() -> false).run(calls(20, () -> {
            throw new IllegalStateException("unforeseen");
        }));
        assertThat(made).hasValue(20);
    }

    private BoundedFetchPool rounds(BooleanSupplier stop) {
        return new BoundedFetchPool(8, MINUTE, clock, stop, broken::countDown);
    }

    private List<CountedCall> calls(int number, CallWork work) {
        return IntStream.range(0, number)
                .mapToObj(n -> new CountedCall("https://a.example.com/" + n, made, work))
                .toList();
    }

    private interface CallWork {
        boolean make() throws InterruptedException;
    }

    private record CountedCall(String url, AtomicInteger made, CallWork work) implements BoundedFetchPool.FetchCall {
        @Override
        public boolean make() throws InterruptedException {
            made.incrementAndGet();
            return work.make();
        }
    }
}
