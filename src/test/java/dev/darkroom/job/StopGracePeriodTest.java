package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopGracePeriodTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch brokenOff = new CountDownLatch(1);

    @TempDir
    Path folder;

    private LedgerScene scene;
    private StopGracePeriod patience;

    @BeforeEach
    void begin() {
        scene = new LedgerScene(folder);
        patience = new StopGracePeriod(scene.ledger().signals(), workers::shutdownNow, TIMEOUT);
        patience.start();
        workers.execute(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                brokenOff.countDown();
            }
        });
    }

    @AfterEach
    void end() {
        patience.close();
        workers.shutdownNow();
        scene.close();
    }

    @Test
    void a_call_that_takes_too_long_after_a_signal_is_broken_off() throws InterruptedException {
        long start = System.nanoTime();
        scene.ledger().signals().stop(StopReason.SIGNAL, "stopped by signal TERM");
        assertThat(brokenOff.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIMEOUT.minusMillis(100));
    }

    @Test
    void a_stop_that_still_collects_breaks_nothing_off() throws InterruptedException {
        scene.ledger().signals().stop(StopReason.BUDGET, "the budget is used up");
        assertThat(brokenOff.await(1, TimeUnit.SECONDS)).isFalse();
    }
}
