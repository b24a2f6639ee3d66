package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedCallsTest {

    private static final RowReason SLOWER = new RowReason(RowReason.THROTTLED, "too many requests");

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
        scene.apply(tried(2, RowState.SUBMITTED, ServiceCall.POLL));
        assertThat(scene.failedCalls())
                .containsExactly(
                        new FailedCall(2, "row-2", 3, 1, scene.clock().instant(), ServiceCall.POLL, SampleEvents.WHY));
        assertThat(scene.ledger().counts()).isEqualTo(before);
        assertThat(scene.outcome(2)).isEqualTo(outcome);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }

    @Test
    void a_try_of_a_row_that_has_moved_on_is_not_kept() {
        scene.submit(1, "0.02");
        assertThat(scene.ledger().apply(tried(1, RowState.COMPLETED, ServiceCall.DOWNLOAD)))
                .isFalse();
        assertThat(scene.ledger()
                        .apply(new LedgerEvent.CallFailed(
                                scene.key(1), 2, RowState.SUBMITTED, ServiceCall.POLL, SampleEvents.WHY)))
                .isFalse();
        assertThat(scene.failedCalls()).isEmpty();
    }

    @Test
    void a_submit_that_went_wrong_is_a_try_whatever_became_of_it() {
        release(4, SLOWER);
        release(4, null);
        scene.intend(4, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(4), 1, new RowReason("NO_ANSWER", "")));
        scene.intend(3, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(3), 1, SampleEvents.WHY));
        assertThat(scene.failedCalls()).extracting(FailedCall::row).containsExactly(3L, 4L, 4L);
        assertThat(scene.failedCalls())
                .extracting(tried -> tried.reason().code())
                .containsExactly(SampleEvents.WHY.code(), RowReason.THROTTLED, "NO_ANSWER");
        assertThat(scene.failedCalls()).extracting(FailedCall::call).containsOnly(ServiceCall.SUBMIT);
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
            release(1, new RowReason(RowReason.THROTTLED, "answer " + n));
        }
        scene.submit(1, "0.02");
        for (int n = 61; n <= 70; n++) {
            scene.apply(new LedgerEvent.CallFailed(
                    scene.key(1),
                    1,
                    RowState.SUBMITTED,
                    ServiceCall.POLL,
                    new RowReason(RowReason.THROTTLED, "answer " + n)));
        }
        List<String> kept = IntStream.concat(IntStream.rangeClosed(1, 25), IntStream.rangeClosed(46, 70))
                .mapToObj(n -> "answer " + n)
                .toList();
        assertThat(scene.failedCalls())
                .extracting(tried -> tried.reason().message())
                .containsExactlyElementsOf(kept);
        assertThat(scene.accounts().throttled()).isEqualTo(60);
        assertThat(scene.outcome(1).attempts()).isEqualTo(61);
        scene.reopen();
        assertThat(scene.accounts().throttled()).as("in the next process").isEqualTo(60);
    }

    @Test
    void each_purchase_of_a_row_has_its_own() {
        scene.submit(1, "0.02");
        scene.apply(tried(1, RowState.SUBMITTED, ServiceCall.CANCEL));
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, null));
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(1, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(1), 2, true, SLOWER));
        assertThat(scene.failedCalls()).extracting(FailedCall::attempt).containsExactly(1, 2);
    }

    @Test
    void a_long_list_is_read_page_by_page_without_a_gap() {
        scene.begin("second", LedgerScene.SERVICE);
        scene.rows(1_300);
        scene.ledger()
                .applyAll(IntStream.rangeClosed(1, 1_300)
                        .mapToObj(scene::key)
                        .flatMap(FailedCallsTest::triedTwice)
                        .toList());
        assertThat(scene.failedCalls())
                .extracting(FailedCall::row)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_300)
                        .boxed()
                        .flatMap(row -> List.of((long) row, (long) row).stream())
                        .toList());
        new RunRemoval(scene.dataSource(), scene.run()).delete();
        assertThat(scene.failedCalls()).isEmpty();
    }

    private static Stream<LedgerEvent> triedTwice(RowKey row) {
        return Stream.of(
                SampleEvents.intended(row),
                new LedgerEvent.SubmitReleased(row, 1, false, SampleEvents.WHY),
                SampleEvents.intended(row),
                new LedgerEvent.SubmitReleased(row, 1, true, SLOWER));
    }

    private LedgerEvent tried(int row, RowState state, ServiceCall call) {
        return new LedgerEvent.CallFailed(scene.key(row), 1, state, call, SampleEvents.WHY);
    }

    private void release(int row, @Nullable RowReason why) {
        scene.intend(row, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(row), 1, true, why));
    }
}
