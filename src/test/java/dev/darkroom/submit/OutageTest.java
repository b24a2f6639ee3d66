package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plays twenty minutes without a service, in time that the test moves on. */
@Timeout(300)
class OutageTest {

    private static final int ROWS = 60;
    private static final Duration LENGTH = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    private final List<Long> pendingWhileAway = new ArrayList<>();
    private LedgerScene scene;
    private SubmitterFixture shop;
    private Instant begins;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(ROWS);
        shop = new SubmitterFixture(scene);
        shop.rate = new CallRate(BigDecimal.TEN, Duration.ofSeconds(1));
        shop.service.price("flash", "0.02");
        begins = scene.clock().instant().plusSeconds(2);
        shop.service.away(() -> {
            boolean away = isAway();
            if (away) {
                pendingWhileAway.add(scene.ledger().work().left(RowState.PENDING));
            }
            return away;
        });
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private boolean isAway() {
        Instant now = scene.clock().instant();
        return !now.isBefore(begins) && now.isBefore(begins.plus(LENGTH));
    }

    @Test
    void no_row_is_consumed_while_it_lasts_and_the_first_leaves_within_an_interval_of_its_end() throws Exception {
        shop.run();
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(ServiceCircuitBreaker.SHUTS_AT);
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(ROWS - ServiceCircuitBreaker.SHUTS_AT);
        List<Long> whileShut = pendingWhileAway.subList(ServiceCircuitBreaker.SHUTS_AT, pendingWhileAway.size());
        assertThat(whileShut).as("probes, one in an interval").hasSizeBetween(230, 241);
        assertThat(whileShut).containsOnly(whileShut.get(0));
        Instant first = scene.outcomes().stream()
                .map(row -> row.submittedAt())
                .filter(Objects::nonNull)
                .filter(at -> at.isAfter(begins.plus(LENGTH).minusSeconds(1)))
                .min(Instant::compareTo)
                .orElseThrow();
        assertThat(Duration.between(begins.plus(LENGTH), first))
                .isLessThan(ServiceCircuitBreaker.INTERVAL.plusMillis(500));
    }

    @Test
    void one_that_lasts_longer_than_the_job_bears_stops_the_run_and_leaves_the_rows() throws Exception {
        shop.outageLimit = Duration.ofMinutes(10);
        shop.run();
        RunSignals.StopSignal stop = Objects.requireNonNull(shop.signals().stopped());
        assertThat(stop.reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(Duration.between(begins, scene.clock().instant()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(10));
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(ServiceCircuitBreaker.SHUTS_AT);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(whileShut());
    }

    private long whileShut() {
        return pendingWhileAway.get(pendingWhileAway.size() - 1);
    }
}
