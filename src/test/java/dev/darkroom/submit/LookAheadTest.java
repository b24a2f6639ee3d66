package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookAheadTest {

    private final LookAhead lookAhead = new LookAhead();

    @Test
    void it_begins_with_the_longest() {
        assertThat(lookAhead.length()).isEqualTo(LookAhead.MAX);
    }

    @Test
    void it_shrinks_to_what_the_writer_needs_and_a_little_more() {
        write(200, 5);

        assertThat(lookAhead.length()).isBetween(Duration.ofMillis(7), Duration.ofMillis(8));
    }

    @Test
    void a_single_slow_write_counts_at_once_and_for_a_while() {
        write(200, 5);
        write(1, 40);
        assertThat(lookAhead.length()).isEqualTo(Duration.ofMillis(42));

        write(16, 5);
        assertThat(lookAhead.length()).isBetween(Duration.ofMillis(15), Duration.ofMillis(25));
    }

    @Test
    void it_is_never_longer_than_the_longest() {
        write(3, 900);

        assertThat(lookAhead.length()).isEqualTo(LookAhead.MAX);
    }

    private void write(int times, long millis) {
        for (int n = 0; n < times; n++) {
            lookAhead.wrote(Duration.ofMillis(millis));
        }
    }
}
