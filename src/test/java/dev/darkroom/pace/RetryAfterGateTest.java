package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryAfterGateTest {

    private final SettableClock clock = new SettableClock();
    private final RetryAfterGate gate = new RetryAfterGate(clock);

    @Test
    void a_new_gate_is_open() {
        assertThat(gate.left()).isZero();
    }

    @Test
    void it_opens_when_its_time_has_come() {
        gate.shut(Duration.ofSeconds(10));
        assertThat(gate.left()).isEqualTo(Duration.ofSeconds(10));

        clock.advance(Duration.ofSeconds(9));
        assertThat(gate.left()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(Duration.ofSeconds(1));
        assertThat(gate.left()).isZero();
    }

    @Test
    void a_shorter_wish_does_not_open_it_earlier() {
        gate.shut(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(2));
        gate.shut(Duration.ofSeconds(3));
        gate.shut(Duration.ZERO);

        assertThat(gate.left()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void the_latest_wish_counts() {
        gate.shut(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(2));
        gate.shut(Duration.ofSeconds(30));

        assertThat(gate.left()).isEqualTo(Duration.ofSeconds(30));
    }
}
