package dev.darkroom.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketOutageTest {

    private static final BucketException AWAY = new BucketException(BucketFailure.AWAY, "s3://shots is not at hand");

    private final SettableClock clock = new SettableClock();
    private final BucketOutage outage = new BucketOutage(clock, Duration.ofMinutes(1));

    @Test
    void a_refusal_stops_the_run_at_once() {
        BucketException refused = new BucketException(BucketFailure.REFUSED, "no");

        assertThat(outage.failed(refused)).isSameAs(refused);
        assertThat(outage.holds()).isFalse();
    }

    @Test
    void while_it_is_away_one_fetch_in_five_seconds_is_a_trial() {
        assertThat(outage.holds()).isFalse();
        assertThat(outage.failed(AWAY)).isNull();

        assertThat(outage.holds()).isTrue();
        clock.advance(Duration.ofSeconds(5));
        assertThat(outage.holds()).isFalse();
        assertThat(outage.holds()).isTrue();

        outage.answered();
        assertThat(outage.holds()).isFalse();
    }

    @Test
    void it_may_be_away_for_so_long_and_no_longer() {
        assertThat(outage.failed(AWAY)).isNull();
        clock.advance(Duration.ofMinutes(1));
        assertThat(outage.failed(AWAY)).isNull();
        clock.advance(Duration.ofMillis(1));

        assertThat(outage.failed(AWAY)).hasMessage("s3://shots is not at hand for longer than outage-limit allows");
    }

    @Test
    void what_takes_pictures_again_has_all_the_time_again() {
        outage.failed(AWAY);
        clock.advance(Duration.ofMinutes(1));
        outage.answered();
        clock.advance(Duration.ofMinutes(1));

        assertThat(outage.failed(AWAY)).isNull();
    }
}
