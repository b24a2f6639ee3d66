package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemainingTimeTest {

    private static final BigDecimal RATE = BigDecimal.valueOf(2);

    @TempDir
    private Path folder;

    private LedgerScene scene;
    private CallRateLimiter submits;
    private CallRateLimiter polls;
    private CallRateLimiter downloads;
    private RemainingTime remaining;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.stage(IntStream.rangeClosed(1, 8)
                .mapToObj(row -> LedgerScene.row(row, "row" + row, "input " + row))
                .toList());
        submits = limiter("submits");
        polls = limiter("polls");
        downloads = limiter("downloads");
        remaining = new RemainingTime(scene.ledger(), submits, polls, downloads, scene.clock());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void without_a_pause_it_is_the_rest_at_the_recent_rate() {
        assertThat(remaining.seconds(RATE)).isEqualTo(4);
        assertThat(remaining.seconds(null)).isNull();
        assertThat(remaining.pausedUntil()).isNull();
    }

    @Test
    void it_is_not_told_while_rows_are_held_that_may_need_no_purchase() {
        List<UnpurchasedRow> rows = scene.unbought().after(0);
        scene.ledger().work().hold(rows.subList(0, 1));
        assertThat(remaining.seconds(RATE)).isNull();
        scene.ledger().work().release(rows.subList(0, 1));
        assertThat(remaining.seconds(RATE)).isEqualTo(4);
    }

    @Test
    void a_pause_is_counted_and_the_rate_from_before_it_holds_on() {
        remaining.seconds(RATE);
        pause(submits, Duration.ofHours(1));
        assertThat(remaining.pausedUntil()).isEqualTo(scene.clock().instant().plus(Duration.ofHours(1)));
        assertThat(remaining.seconds(BigDecimal.valueOf(0.01))).isEqualTo(3_604);
        scene.clock().advance(Duration.ofMinutes(59));
        assertThat(remaining.seconds(null)).isEqualTo(64);
    }

    @Test
    void a_run_that_is_paused_before_anything_ended_goes_by_the_rate_it_submits_at() {
        pause(submits, Duration.ofSeconds(100));
        assertThat(remaining.seconds(null)).isBetween(102L, 120L);
    }

    @Test
    void a_pause_of_a_second_or_of_calls_that_are_not_to_be_made_is_not_told() {
        pause(submits, Duration.ofSeconds(1));
        pause(polls, Duration.ofHours(1));
        pause(downloads, Duration.ofHours(1));
        assertThat(remaining.pausedUntil()).isNull();
        assertThat(remaining.seconds(RATE)).isEqualTo(4);
    }

    private void pause(CallRateLimiter calls, Duration time) {
        calls.throttled(scene.clock().now(), time);
    }

    private CallRateLimiter limiter(String calls) {
        return new CallRateLimiter(calls, new CallRate(BigDecimal.TEN, Duration.ofSeconds(1)), null, scene.clock());
    }
}
