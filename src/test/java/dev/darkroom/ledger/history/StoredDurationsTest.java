package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDurationsTest {

    @TempDir
    Path folder;

    @Test
    void what_requests_of_a_model_took_is_read_with_the_newest_last() {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            for (int row = 1; row <= 3; row++) {
                succeed(scene, row, Duration.ofSeconds(row == 3 ? 1 : 4L * row));
            }
            StoredDurations stored = new StoredDurations(scene.dataSource(), LedgerScene.SERVICE);
            assertThat(stored.newest("flash"))
                    .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(1));
            assertThat(stored.of("flash")).isEqualTo(Duration.ofSeconds(4));
            assertThat(stored.newest("dev")).isEmpty();
            assertThat(stored.of("dev")).isNull();
            assertThat(new StoredDurations(scene.dataSource(), "https://elsewhere").newest("flash"))
                    .isEmpty();
        }
    }

    private static void succeed(LedgerScene scene, int row, Duration took) {
        scene.submit(row, "0.02");
        JobTimes times = new JobTimes(null, scene.clock().instant().plus(took));
        scene.apply(new LedgerEvent.RequestCompleted(
                scene.key(row), 1, List.of("https://cdn.runcomfy.net/" + row), times, null));
        scene.apply(new OutputsDownloaded(scene.key(row), 1, List.of(scene.picture("images/" + row + ".png")), 5));
    }
}
