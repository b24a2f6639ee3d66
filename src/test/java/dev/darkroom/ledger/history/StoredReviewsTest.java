package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredReviewsTest {

    @TempDir
    Path folder;

    private static final DownloadedPicture PICTURE =
            new DownloadedPicture("f.png", "0".repeat(64), 1, 1, 1, "image/png");

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.rows(3);
        for (int row = 1; row <= 2; row++) {
            scene.complete(row, "0.02", "0.02", List.of("https://a/1"));
            scene.apply(new OutputsDownloaded(scene.key(row), 1, List.of(PICTURE), 5));
        }
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void the_last_verdict_stands_all_are_kept_and_the_same_again_is_passed_over() {
        assertThat(record(1, ann(Verdict.REJECTED, "dark", 1))).isEqualTo(1);
        assertThat(record(2, ann(Verdict.APPROVED, null, 2))).isEqualTo(1);
        assertThat(record(1, ann(Verdict.REJECTED, "dark", 1))).isZero();
        assertThat(record(1, ann(Verdict.REJECTED, "dark", 7)))
                .as("said again at another time")
                .isZero();
        assertThat(record(1, ann(Verdict.REJECTED, "darker", 8))).isEqualTo(1);
        assertThat(counts()).containsExactly(1L, 1L, 0L, 0L, 0L);

        assertThat(record(1, ann(Verdict.APPROVED, null, 9))).isEqualTo(1);
        assertThat(record(1, ann(Verdict.REJECTED, "dark", 1)))
                .as("said before the last word")
                .isZero();

        assertThat(counts()).containsExactly(2L, 0L, 0L, 0L, 0L);
        assertThat(reviews().of(List.of(1L, 3L))).containsOnlyKeys(1L);
        assertThat(reviews().of(List.of(1L)).get(1L))
                .extracting(RecordedVerdict::note)
                .containsExactly("dark", "darker", null);
    }

    @Test
    void a_withdrawn_verdict_leaves_the_row_undecided_and_what_two_people_said_is_counted() {
        record(1, ann(Verdict.APPROVED, null, 1));
        record(1, said(Verdict.APPROVED, null, "ben", 2));
        assertThat(counts()).containsExactly(1L, 0L, 0L, 1L, 1L);

        record(1, ann(Verdict.WITHDRAWN, "not yet", 3));

        assertThat(counts()).containsExactly(0L, 0L, 1L, 2L, 0L);
        assertThat(JdbcClient.create(scene.dataSource())
                        .sql("select count(*) from review")
                        .query(Integer.class)
                        .single())
                .isZero();
        record(1, said(Verdict.REJECTED, null, "ben", 4));
        assertThat(counts()).containsExactly(0L, 1L, 0L, 1L, 0L);
    }

    @Test
    void a_note_of_any_length_is_recorded_once() {
        RecordedVerdict said = ann(Verdict.REJECTED, "no ".repeat(3_000), 1);

        assertThat(record(1, said)).isEqualTo(1);
        assertThat(record(1, said)).isZero();
    }

    @Test
    void what_was_said_of_pictures_that_are_bought_again_is_gone_with_them() {
        record(1, ann(Verdict.APPROVED, null, 1));
        scene.complete(3, "0.02", "0.02", List.of("https://a/1"));
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(3), 1, RowState.FAILED, SampleEvents.WHY, 3));
        record(3, ann(Verdict.REJECTED, null, 1));
        scene.apply(new LedgerEvent.RowReopened(scene.key(3), 1, RowState.FAILED, RowState.PENDING));

        assertThat(reviews().of(List.of(1L, 2L, 3L))).containsOnlyKeys(1L);
    }

    @Test
    void what_was_rejected_is_known_by_its_input() {
        record(1, ann(Verdict.REJECTED, null, 1));
        record(2, ann(Verdict.APPROVED, null, 1));
        new LookUpEntries(scene.dataSource()).enterAll();
        RedoChain chain = new RedoChain(scene.dataSource(), scene.run());

        assertThat(chain.of(1).madeBy()).isEqualTo("request-1");
        assertThat(chain.of(3).madeBy()).isEqualTo("key of first/3");
        assertThat(chain.of(1).seeds()).containsExactly(7L);
        assertThat(chain.isRejected("key of first/1")).isTrue();
        assertThat(chain.isRejected("key of first/2")).isFalse();
    }

    @Test
    void an_approval_that_was_taken_back_in_a_later_run_is_carried_no_further() {
        record(1, ann(Verdict.APPROVED, null, 1));
        record(2, ann(Verdict.APPROVED, null, 1));
        night("second");
        assertThat(carried()).containsExactly("first", "first", null);
        record(1, said(Verdict.WITHDRAWN, null, "ben", 2));

        assertThat(scene.outcome(1).verdict()).isNotNull().matches(RowVerdict::isOwn);
        assertThat(counts()).containsExactly(0L, 0L, 1L, 1L, 0L);
        night("third");
        assertThat(carried()).containsExactly(null, "first", null);

        record(1, said(Verdict.APPROVED, null, "ann", 3));
        night("fourth");
        assertThat(carried()).containsExactly("third", "first", null);
    }

    @Test
    void pictures_are_known_as_rejected_by_their_bytes() {
        record(1, ann(Verdict.APPROVED, null, 1));
        assertThat(new RejectedPictures(scene.dataSource()).sha256()).isEmpty();

        record(2, ann(Verdict.REJECTED, null, 1));

        assertThat(new RejectedPictures(scene.dataSource()).sha256()).containsExactly("0".repeat(64));
    }

    /** Begins a run that reuses the pictures of the first two rows. */
    private void night(String run) {
        scene.begin(run, LedgerScene.SERVICE);
        scene.rows(3);
        for (int row = 1; row <= 2; row++) {
            scene.apply(new PictureShared(
                    scene.key(row),
                    0,
                    RowState.PENDING,
                    RowState.REUSED,
                    List.of(PICTURE),
                    new OriginRow("first", 1, row)));
        }
    }

    /** Returns of each row the run that its approval is carried from, null if none is. */
    private List<@Nullable String> carried() {
        return scene.outcomes().stream()
                .map(row -> row.verdict() == null ? null : row.verdict().carriedFrom())
                .toList();
    }

    private int record(long row, RecordedVerdict said) {
        return reviews().record(scene.ledger(), Map.of(row, List.of(said)));
    }

    /** Returns how many are approved, rejected, withdrawn, undecided and judged by two. */
    private List<Long> counts() {
        StoredReviews.ReviewCount count = reviews().count();
        return List.of(count.approved(), count.rejected(), count.withdrawn(), count.undecided(), count.byTwo());
    }

    private StoredReviews reviews() {
        return new StoredReviews(scene.dataSource(), scene.run());
    }

    private static RecordedVerdict ann(Verdict verdict, @Nullable String note, long second) {
        return said(verdict, note, "ann", second);
    }

    private static RecordedVerdict said(Verdict verdict, @Nullable String note, String who, long second) {
        Instant at = Instant.ofEpochSecond(second);
        return new RecordedVerdict(verdict, note, who, at, at, "a.csv");
    }
}
