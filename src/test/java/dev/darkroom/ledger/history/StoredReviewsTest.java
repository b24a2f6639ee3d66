package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredReviewsTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.rows(3);
        for (int row = 1; row <= 2; row++) {
            scene.complete(row, "0.02", "0.02", List.of("https://a/1"));
            scene.apply(new OutputsDownloaded(
                    scene.key(row),
                    1,
                    List.of(new DownloadedPicture("f.png", "0".repeat(64), 1, 1, 1, "image/png")),
                    5));
        }
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_later_decision_takes_the_place_of_an_earlier_one_and_the_same_again_is_passed_over() {
        assertThat(record(Map.of(1L, decided(true, "dark"), 2L, decided(false, null))))
                .isEqualTo(2);
        assertThat(record(Map.of(1L, decided(true, "dark"), 2L, decided(false, null))))
                .isZero();
        assertThat(record(Map.of(1L, decided(true, "darker")))).isEqualTo(1);
        assertThat(reviews().count()).isEqualTo(new StoredReviews.ReviewCount(1, 1));

        assertThat(record(Map.of(1L, decided(false, null)))).isEqualTo(1);

        assertThat(reviews().count()).isEqualTo(new StoredReviews.ReviewCount(2, 0));
    }

    @Test
    void a_note_of_any_length_is_recorded_once() {
        Map<Long, StoredReviews.StoredDecision> decisions = Map.of(1L, decided(true, "no ".repeat(3_000)));

        assertThat(record(decisions)).isEqualTo(1);
        assertThat(record(decisions)).isZero();
    }

    @Test
    void what_was_rejected_is_known_by_its_input() {
        record(Map.of(1L, decided(true, null), 2L, decided(false, null)));
        new LookUpEntries(scene.dataSource()).enterAll();
        RedoChain chain = new RedoChain(scene.dataSource(), scene.run());

        assertThat(chain.of(1).madeBy()).isEqualTo("request-1");
        assertThat(chain.of(3).madeBy()).isEqualTo("key of first/3");
        assertThat(chain.of(1).seeds()).containsExactly(7L);
        assertThat(chain.isRejected("key of first/1")).isTrue();
        assertThat(chain.isRejected("key of first/2")).isFalse();
    }

    private int record(Map<Long, StoredReviews.StoredDecision> decisions) {
        return reviews().record(scene.ledger(), decisions);
    }

    private StoredReviews reviews() {
        return new StoredReviews(scene.dataSource(), scene.run());
    }

    private static StoredReviews.StoredDecision decided(boolean rejected, @Nullable String note) {
        return new StoredReviews.StoredDecision(rejected, note);
    }
}
