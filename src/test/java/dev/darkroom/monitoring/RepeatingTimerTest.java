package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatingTimerTest {

    @Test
    void what_throws_is_repeated_until_the_timer_is_ended() throws InterruptedException {
        CountDownLatch times = new CountDownLatch(5);
        try (RepeatingTimer timer = new RepeatingTimer("test")) {
            timer.repeat(Duration.ZERO, Duration.ofMillis(1), new TolerantTask("cannot count", "never mind"), () -> {
                times.countDown();
                if (times.getCount() % 2 == 0) {
                    throw new AssertionError("even");
                }
                throw new IllegalStateException("odd");
            });

            assertThat(times.await(2, TimeUnit.MINUTES)).isTrue();
            timer.end();
            assertThat(timer.awaitEnd(Duration.ofMinutes(2))).isTrue();
        }
    }
}
