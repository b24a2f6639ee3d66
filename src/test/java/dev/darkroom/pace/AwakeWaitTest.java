package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AwakeWaitTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void an_answer_that_is_there_is_returned() throws Exception {
        assertThat(AwakeWait.get(CompletableFuture.completedFuture("it"), MINUTE))
                .isEqualTo("it");
    }

    @Test
    void what_brings_nothing_in_time_is_given_up_after_all_of_it() {
        SlicedCall never = new SlicedCall(Integer.MAX_VALUE);
        assertThatThrownBy(() -> AwakeWait.get(never, MINUTE)).isInstanceOf(TimeoutException.class);
        assertThat(never.waited).isBetween(MINUTE, MINUTE.plusSeconds(1));
    }

    @Test
    void an_answer_that_came_while_the_process_stood_still_is_not_lost_whenever_that_was() throws Exception {
        for (int slice = 1; slice <= 120; slice++) {
            assertThat(AwakeWait.get(new SlicedCall(slice), MINUTE)).isEqualTo("it");
        }
    }

    /** A call whose answer can be read a moment after so many slices, the last of which outlasted everything. */
    private static final class SlicedCall extends CompletableFuture<String> {

        private final int slices;
        private int taken;
        private Duration waited = Duration.ZERO;

        private SlicedCall(int slices) {
            this.slices = slices;
        }

        @Override
        public String get(long time, TimeUnit unit) throws TimeoutException {
            if (taken++ >= slices) {
                return "it";
            }
            waited = waited.plus(Duration.of(time, unit.toChronoUnit()));
            throw new TimeoutException();
        }
    }
}
