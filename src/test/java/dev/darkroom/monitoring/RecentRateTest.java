package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.pace.MonotonicTime;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentRateTest {

    private MonotonicTime now = new MonotonicTime(Duration.ZERO);
    private final RecentRate rate = new RecentRate(() -> now);

    @Test
    void nothing_is_told_before_a_second_has_passed_and_a_row_has_ended() {
        assertThat(rate.now(0)).isNull();
        assertThat(after(500, 3)).isNull();

        assertThat(after(500, 5)).isEqualByComparingTo("5");
    }

    @Test
    void what_a_run_took_to_get_going_counts_no_more_once_it_goes() {
        rate.now(0);
        after(4_000, 20);
        after(2_000, 220);

        assertThat(after(2_000, 420)).isEqualByComparingTo("100");
    }

    @Test
    void a_slow_run_is_measured_from_its_begin() {
        rate.now(0);
        after(10_000, 1);
        after(2_000, 2);

        assertThat(after(8_000, 4)).isEqualByComparingTo("0.2");
    }

    @Test
    void later_the_last_minute_counts() {
        rate.now(0);
        after(200_000, 100_000);
        for (int step = 1; step <= 30; step++) {
            after(2_000, 100_000 + step * 20L);
        }

        assertThat(after(2_000, 100_620)).isEqualByComparingTo("10");
    }

    @Test
    void a_minute_in_which_no_row_ended_has_no_rate() {
        rate.now(0);
        after(2_000, 50);
        after(70_000, 50);

        assertThat(after(2_000, 50)).isNull();
    }

    private @Nullable BigDecimal after(long millis, long count) {
        now = now.plus(Duration.ofMillis(millis));
        return rate.now(count);
    }
}
