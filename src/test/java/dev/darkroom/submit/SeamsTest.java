package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.CallSlot;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a purchase in which something throws, each time a call later: the clock that pace and breaker ask, the wait for
 * the slot, the service. What was accepted has its id, and what was never sent is in no doubt.
 */
@Timeout(300)
class SeamsTest {

    private static final int ROWS = 60;

    @TempDir
    Path folder;

    private LedgerScene scene;
    private final FakeService service = new FakeService();
    private final CostEstimates estimates = new CostEstimates();

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(ROWS);
        estimates.price("flash", new BigDecimal("0.02"));
        service.price("flash", "0.02");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_clock_that_fails_at_any_moment_loses_no_id_and_makes_no_doubt() {
        int seams = 0;
        for (boolean failed = true; failed && seams < ROWS; ) {
            FailingClock clock = new FailingClock(scene.clock(), ++seams);
            failed = make(clock, scene.clock()::advance, CallPermit.GRANTED);
        }
        assertThat(seams).as("moments tried").isBetween(5, ROWS - 1);
        assertThat(scene.ledger().count(RowState.UNKNOWN, RowState.SUBMITTING)).isZero();
    }

    @Test
    void a_wait_for_the_slot_that_is_interrupted_makes_no_doubt() {
        for (int seam = 1; seam <= 2; seam++) {
            int last = seam;
            int[] waits = new int[1];
            make(
                    scene.clock(),
                    time -> {
                        if (++waits[0] == last) {
                            throw new InterruptedException("asked to leave");
                        }
                    },
                    CallPermit.GRANTED);
        }
        assertThat(service.submits()).isEmpty();
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(ROWS);
        assertThat(scene.ledger().spending().total()).isZero();
    }

    @Test
    void a_service_whose_call_throws_may_have_sold() {
        service.sells(input -> {
            throw new IllegalStateException("a defect");
        });
        assertThat(make(scene.clock(), scene.clock()::advance, CallPermit.GRANTED))
                .as("the run fails of it")
                .isFalse();
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
    }

    /** Submits the next row; returns whether anything was thrown. */
    private boolean make(MonotonicClock clock, Sleeper sleeper, CallPermit permit) {
        PendingRow row = scene.ledger().work().takePending(1).get(0);
        int before = service.submits().size();
        boolean failed = false;
        try {
            CallRateLimiter rateLimiter =
                    new CallRateLimiter("submits", new CallRate(BigDecimal.TEN, Duration.ofSeconds(1)), null, clock);
            ServiceCircuitBreaker circuitBreaker = new ServiceCircuitBreaker(clock, Duration.ofMinutes(30));
            CallSlot slot = rateLimiter.takeSlot();
            new RowSubmitter(
                            scene.ledger(),
                            service,
                            SentInput.AS_STORED,
                            estimates,
                            rateLimiter,
                            circuitBreaker,
                            clock,
                            sleeper)
                    .submit(row, slot, permit);
        } catch (InterruptedException | RuntimeException e) {
            failed = true;
        }
        boolean sent = service.submits().size() > before;
        RowState state = scene.state(row.key().row());
        if (!sent) {
            assertThat(state).isEqualTo(RowState.PENDING);
        } else if (state != RowState.UNKNOWN) {
            assertThat(scene.outcome(row.key().row()).requestId()).startsWith("request-of-");
            assertThat(state).isEqualTo(RowState.SUBMITTED);
        }
        return failed;
    }

    /** Tells the time of another, and fails once. */
    private static final class FailingClock implements MonotonicClock {

        private final MonotonicClock clock;
        private final int failsAt;
        private int asked;

        private FailingClock(MonotonicClock clock, int failsAt) {
            this.clock = clock;
            this.failsAt = failsAt;
        }

        @Override
        public MonotonicTime now() {
            if (++asked == failsAt) {
                throw new IllegalStateException("the clock fails");
            }
            return clock.now();
        }
    }
}
