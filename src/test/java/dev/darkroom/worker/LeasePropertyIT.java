package dev.darkroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.scenes.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lends rows to three workers that die, stall and are cut off, under managers that do so too, each time otherwise by chance;
 * a seed comes again exactly as it was. {@code darkroom.lease-seeds} says how many, {@code darkroom.first-seed} which is the first.
 */
class LeasePropertyIT {

    private static final long SEEDS = Long.getLong("darkroom.lease-seeds", 60);
    private static final long FIRST = Long.getLong("darkroom.first-seed", 1);

    @BeforeAll
    static void server() {
        PostgresServer.require();
    }

    @Test
    void no_row_has_two_owners_is_bought_twice_or_stays_lent_and_no_answer_is_lost(@TempDir Path folder)
            throws Exception {
        try (VirtualDatabase database = new VirtualDatabase()) {
            for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
                assertThat(new SimulatedCluster(database, folder.resolve("seed-" + seed), seed).work())
                        .as(
                                "seed %d: ./mvnw verify -Dit.test=LeasePropertyIT -Ddarkroom.lease-seeds=1 -Ddarkroom.first-seed=%d",
                                seed, seed)
                        .isEmpty();
            }
        }
    }
}
