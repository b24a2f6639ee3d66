package dev.darkroom.night;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.darkroom.ledger.NightLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Plays submit, collect and download in nights made up by chance: one thread, a virtual clock, a service that goes
 * wrong in every way, processes that die anywhere and are followed by others. {@code darkroom.seeds} says how many,
 * {@code darkroom.first-seed} which is the first.
 */
class NightsIT {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long SEEDS = Long.getLong("darkroom.seeds", 100);
    private static final long FIRST = Long.getLong("darkroom.first-seed", 1);

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.darkroom");
    private final Level before = log.getLevel();
    private Path folder;
    private NightLedger ledger;

    @BeforeEach
    void open() throws IOException {
        log.setLevel(Level.OFF);
        folder = Files.isWritable(SHARED_MEMORY)
                ? Files.createTempDirectory(SHARED_MEMORY, "nights")
                : Files.createTempDirectory("nights");
        ledger = new NightLedger(folder);
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
        FileSystemUtils.deleteRecursively(folder);
        log.setLevel(before);
    }

    @Test
    void nothing_is_bought_twice_nothing_lost_and_no_row_vanishes() throws Exception {
        long start = System.nanoTime();
        for (long seed : LongStream.range(FIRST, FIRST + SEEDS).toArray()) {
            SeededNight night = new SeededNight(seed, ledger);
            try {
                night.run();
            } catch (Throwable e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\nagain with: mvn test -Dtest=NightsIT"
                                + " -Ddarkroom.seeds=1 -Ddarkroom.first-seed=" + seed + "\n" + night.trace(),
                        e);
            }
            FileSystemUtils.deleteRecursively(ledger.output());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%d nights in %d s: %.0f a minute%n", SEEDS, took.toSeconds(), SEEDS * 6e4 / took.toMillis());
    }

    @Tag("h2")
    @Test
    void a_seed_makes_the_same_night_each_time() throws Exception {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            assertThat(lines(seed)).as("seed %s", seed).isEqualTo(lines(seed));
        }
    }

    private List<String> lines(long seed) throws InterruptedException, IOException {
        SeededNight night = new SeededNight(seed, ledger);
        night.run();
        FileSystemUtils.deleteRecursively(ledger.output());
        return night.trace().lines();
    }
}
