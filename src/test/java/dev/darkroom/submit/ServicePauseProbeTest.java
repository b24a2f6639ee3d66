package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServicePauseProbeTest {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final List<SubmitGuard> guards = new ArrayList<>();
    private LedgerScene scene;
    private Instant start;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(2);
        start = scene.clock().instant();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void without_a_pause_nobody_waits() throws InterruptedException {
        check(Duration.ZERO, Duration.ZERO);
        assertThat(waited()).isZero();
        assertThat(stopped()).isNull();
    }

    @Test
    void a_pause_of_submits_is_waited_for_and_no_longer() throws InterruptedException {
        check(TEN_MINUTES, Duration.ZERO);
        assertThat(waited()).isBetween(TEN_MINUTES, TEN_MINUTES.plusSeconds(1));
        assertThat(stopped()).isNull();
    }

    @Test
    void what_is_at_the_service_or_to_be_downloaded_is_not_kept_waiting() throws InterruptedException {
        scene.submit(1, "0.02");
        check(TEN_MINUTES, Duration.ZERO);
        assertThat(waited()).isZero();
        assertThat(stopped()).isNull();
    }

    @Test
    void a_pause_longer_than_the_job_allows_ends_the_start_at_once_and_leaves_collecting_alone() throws Exception {
        check(LIMIT.plusSeconds(61), Duration.ZERO);
        assertThat(waited()).isZero();
        StopSignal stop = Objects.requireNonNull(stopped());
        assertThat(stop.reason()).isEqualTo(StopReason.PAUSED);
        assertThat(stop.reason().keyword()).isEqualTo("outage");
        assertThat(stop.message())
                .contains("of which 31m1s are left, longer than outage-limit allows (30m)")
                .contains("pauses.json");
        assertThat(scene.ledger().signals().stopImmediately()).isFalse();
    }

    @Test
    void a_pause_of_polls_that_is_too_long_lets_nothing_be_bought_either() throws InterruptedException {
        check(Duration.ZERO, LIMIT.plusSeconds(1));
        assertThat(stopped()).isNotNull();
    }

    @Test
    void a_deadline_ends_the_waiting() throws InterruptedException {
        Instant end = start.plusSeconds(60);
        guards.add(new SubmitGuard() {
            @Override
            public @Nullable StopSignal before(PendingRow row) {
                return overdue();
            }

            @Override
            public @Nullable StopSignal overdue() {
                return scene.clock().instant().isBefore(end) ? null : new StopSignal(StopReason.DEADLINE, "over");
            }
        });
        check(TEN_MINUTES, Duration.ZERO);
        assertThat(waited()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        assertThat(stopped()).isEqualTo(new StopSignal(StopReason.DEADLINE, "over"));
    }

    private @Nullable StopSignal stopped() {
        return scene.ledger().signals().stopped();
    }

    private Duration waited() {
        return Duration.between(start, scene.clock().instant());
    }

    private void check(Duration pauseOfSubmits, Duration pauseOfPolls) throws InterruptedException {
        ServiceCircuitBreaker circuitBreaker = new ServiceCircuitBreaker(scene.clock(), LIMIT);
        ServiceProbe probe = new ServiceProbe(
                new FakeService(), scene.ledger().signals(), circuitBreaker, guards, scene.clock()::advance);
        new ServicePauseProbe(
                        scene.ledger(),
                        paused(pauseOfSubmits),
                        paused(pauseOfPolls),
                        circuitBreaker,
                        probe,
                        scene.clock()::advance)
                .check();
    }

    private CallRateLimiter paused(Duration pause) {
        CallRateLimiter calls =
                new CallRateLimiter("calls", new CallRate(BigDecimal.TEN, Duration.ofSeconds(1)), null, scene.clock());
        if (!pause.isZero()) {
            calls.throttled(scene.clock().now(), pause);
        }
        return calls;
    }
}
