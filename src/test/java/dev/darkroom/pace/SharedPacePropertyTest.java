package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Lets three processes share an account's pace, each time otherwise by chance; a seed comes again exactly as it was. {@code
 * darkroom.seeds} says how many, {@code darkroom.first-seed} which is the first.
 */
class SharedPacePropertyTest {

    private static final long SEEDS = Long.getLong("darkroom.seeds", 300);
    private static final long FIRST = Long.getLong("darkroom.first-seed", 1);

    @Test
    void never_more_than_the_rate_and_a_batch_leave_in_a_second_and_no_slot_is_handed_out_twice() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            assertThat(new SimulatedHosts(seed).work())
                    .as(
                            "seed %d: ./mvnw test -Dtest=SharedPacePropertyTest -Ddarkroom.seeds=1 -Ddarkroom.first-seed=%d",
                            seed, seed)
                    .isEmpty();
        }
    }
}
