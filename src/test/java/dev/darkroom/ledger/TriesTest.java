package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.stations.LedgerScene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriesTest {

    private static final Reason SLOWER = new Reason(Reason.THROTTLED, "too many requests");

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(5);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_try_is_kept_and_its_row_stays_where_it_is() {
        scene.submit(2, "0.02");
        Map<RowState, Long> before = scene.ledger().counts();
        RowOutcome outcome = scene.outcome(2);
        scene.clock().advance(Duration.ofSeconds(3));
        scene.apply(tried(2, RowState.SUBMITTED, Call.POLL));
        assertThat(scene.tries())
                .containsExactly(new RowTry(2, "row-2", 3, 1, scene.clock().instant(), Call.POLL, Events.WHY));
        assertThat(scene.ledger().counts()).isEqualTo(before);
        assertThat(scene.outcome(2)).isEqualTo(outcome);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }

    @Test
    void a_try_of_a_row_that_has_moved_on_is_not_kept() {
        scene.submit(1, "0.02");
        assertThat(scene.ledger().apply(tried(1, RowState.COMPLETED, Call.DOWNLOAD)))
                .isFalse();
        assertThat(scene.ledger()
                        .apply(new LedgerEvent.Tried(scene.key(1), 2, RowState.SUBMITTED, Call.POLL, Events.WHY)))
                .isFalse();
        assertThat(scene.tries()).isEmpty();
    }

    @Test
    void a_submit_that_went_wrong_is_a_try_whatever_became_of_it() {
        release(4, SLOWER);
        release(4, null);
        scene.intend(4, 1, "0.02");
        scene.apply(new LedgerEvent.Lost(scene.key(4), 1, new Reason("NO_ANSWER", "")));
        scene.intend(3, 1, "0.02");
        scene.apply(new LedgerEvent.Refused(scene.key(3), 1, Events.WHY));
        assertThat(scene.tries()).extracting(RowTry::row).containsExactly(3L, 4L, 4L);
        assertThat(scene.tries())
                .extracting(tried -> tried.reason().code())
                .containsExactly(Events.WHY.code(), Reason.THROTTLED, "NO_ANSWER");
        assertThat(scene.tries()).extracting(RowTry::call).containsOnly(Call.SUBMIT);
    }

    @Test
    void a_row_that_is_to_be_sent_again_has_no_reason_and_is_no_error() {
        release(1, SLOWER);
        assertThat(scene.outcome(1).reason()).isNull();
        assertThat(new RunFigures(scene.dataSource(), scene.run()).reasons()).isEmpty();
    }

    @Test
    void of_many_tries_the_first_and_the_last_are_kept_and_all_throttled_ones_are_counted() {
        for (int n = 1; n <= 60; n++) {
            release(1, new Reason(Reason.THROTTLED, "answer " + n));
        }
        scene.submit(1, "0.02");
        for (int n = 61; n <= 70; n++) {
            scene.apply(new LedgerEvent.Tried(
                    scene.key(1), 1, RowState.SUBMITTED, Call.POLL, new Reason(Reason.THROTTLED, "answer " + n)));
        }
        List<String> kept = IntStream.concat(IntStream.rangeClosed(1, 25), IntStream.rangeClosed(46, 70))
                .mapToObj(n -> "answer " + n)
                .toList();
        assertThat(scene.tries()).extracting(tried -> tried.reason().words()).containsExactlyElementsOf(kept);
        assertThat(scene.accounts().throttled()).isEqualTo(60);
        assertThat(scene.outcome(1).attempts()).isEqualTo(61);
        scene.reopen();
        assertThat(scene.accounts().throttled()).as("in the next process").isEqualTo(60);
    }

    @Test
    void each_purchase_of_a_row_has_its_own() {
        scene.submit(1, "0.02");
        scene.apply(tried(1, RowState.SUBMITTED, Call.CANCEL));
        scene.apply(Events.ended(scene.key(1), RowState.FAILED, null));
        scene.apply(new LedgerEvent.Reopened(scene.key(1), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(1, 2, "0.02");
        scene.apply(new LedgerEvent.Released(scene.key(1), 2, true, SLOWER));
        assertThat(scene.tries()).extracting(RowTry::attempt).containsExactly(1, 2);
    }

    @Test
    void a_long_list_is_read_page_by_page_without_a_gap() {
        scene.begin("second", LedgerScene.SERVICE);
        scene.rows(1_300);
        for (int row = 1; row <= 1_300; row++) {
            scene.ledger()
                    .applyAll(List.of(
                            Events.intended(scene.key(row)),
                            new LedgerEvent.Released(scene.key(row), 1, false, Events.WHY),
                            Events.intended(scene.key(row)),
                            new LedgerEvent.Released(scene.key(row), 1, true, SLOWER)));
        }
        assertThat(scene.tries())
                .extracting(RowTry::row)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_300)
                        .boxed()
                        .flatMap(row -> List.of((long) row, (long) row).stream())
                        .toList());
        new RunRemoval(scene.dataSource(), scene.run()).delete();
        assertThat(scene.tries()).isEmpty();
    }

    private LedgerEvent tried(int row, RowState state, Call call) {
        return new LedgerEvent.Tried(scene.key(row), 1, state, call, Events.WHY);
    }

    private void release(int row, @Nullable Reason why) {
        scene.intend(row, 1, "0.02");
        scene.apply(new LedgerEvent.Released(scene.key(row), 1, true, why));
    }
}
