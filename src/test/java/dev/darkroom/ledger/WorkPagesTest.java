package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkPagesTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(9);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rows_come_in_manifest_order_with_what_is_to_be_sent() {
        List<PendingRow> page = scene.ledger().work().takePending(3);
        assertThat(page).extracting(PendingRow::id).containsExactly("row-1", "row-2", "row-3");
        assertThat(page.get(0).input()).isEqualTo("{\"prompt\":\"first/1\"}");
        assertThat(page.get(0).model()).isEqualTo("flash");
        assertThat(page.get(0).attempt()).isEqualTo(1);
    }

    @Test
    void a_row_that_was_taken_comes_again_only_once_it_has_come_back() {
        assertThat(numbers(scene.ledger().work().takePending(3))).containsExactly(1, 2, 3);
        scene.intend(2, 1, "0.02");
        assertThat(numbers(scene.ledger().work().takePending(2))).containsExactly(4, 5);
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(2), 1, true));
        assertThat(numbers(scene.ledger().work().takePendingBefore(scene.key(3), 9)))
                .containsExactly(2);
        assertThat(scene.ledger().work().takePendingBefore(scene.key(6), 9)).isEmpty();
        assertThat(numbers(scene.ledger().work().takePending(9))).containsExactly(6, 7, 8, 9);
        assertThat(scene.ledger().work().takePending(9)).isEmpty();
    }

    private static List<Integer> numbers(List<PendingRow> rows) {
        return rows.stream().map(row -> row.key().row()).toList();
    }

    @Test
    void rows_that_were_counted_anew_are_taken_anew() {
        scene.ledger().work().takePending(9);
        scene.ledger().recount();
        assertThat(scene.ledger().work().takePending(9)).hasSize(9);
    }

    @Test
    void another_runs_rows_are_not_ours() {
        scene.begin("second", LedgerScene.SERVICE);
        assertThat(scene.ledger().work().takePending(100)).isEmpty();
        scene.rows(2);
        assertThat(scene.ledger().work().takePending(100)).hasSize(2);
    }

    @Test
    void a_released_purchase_is_taken_up_under_its_number() {
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(1), 1, true));
        assertThat(scene.ledger().work().takePending(1).get(0).attempt()).isEqualTo(1);
        scene.intend(1, 1, "0.03");
        scene.apply(SampleEvents.accepted(scene.key(1)));
        assertThat(scene.outcome(1).attempts()).isEqualTo(2);
        assertThat(new RunFigures(scene.dataSource(), scene.run()).estimated()).isEqualByComparingTo("0.03");
    }

    @Test
    void a_row_bought_again_gets_the_next_number_and_keeps_its_history() {
        scene.submit(1, "0.02");
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, "0.01"));
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.FAILED, RowState.PENDING));
        scene.reopen();
        assertThat(scene.ledger().work().takePending(1).get(0).attempt()).isEqualTo(2);
        scene.intend(1, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 2, "again"));
        assertThat(new RunFigures(scene.dataSource(), scene.run()).accounts().accepted())
                .isEqualTo(2);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo(new BigDecimal("0.03"));
    }

    @Test
    void a_released_row_that_was_bought_again_before_is_taken_up_under_its_last_number() {
        scene.submit(1, null);
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, null));
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(1, 2, null);
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(1), 2, false));
        assertThat(scene.ledger().work().takePending(1).get(0).attempt()).isEqualTo(2);
    }

    @Test
    void rows_at_the_service_come_with_their_request() {
        scene.submit(2, null);
        scene.clock().advance(Duration.ofSeconds(5));
        SubmittedRow row = scene.ledger().work().takeSubmitted(10).get(0);
        assertThat(row.requestId()).isEqualTo("request-2");
        assertThat(row.submittedAt()).isEqualTo(scene.clock().instant().minusSeconds(5));
        assertThat(row.started()).isNull();
        assertThat(scene.ledger().work().takeSubmitted(10)).isEmpty();
    }

    @Test
    void rows_to_fetch_come_with_their_addresses_and_names() {
        scene.complete(3, null, null, List.of("https://a/1", "https://a/2"));
        CompletedRow row = scene.ledger().work().takeCompleted(10).get(0);
        assertThat(row.outputUrls()).containsExactly("https://a/1", "https://a/2");
        assertThat(row.requestId()).isEqualTo("request-3");
        assertThat(row.name().kept().path("brand").asString()).isEqualTo("Nord");
        assertThat(row.name().byHash()).isFalse();
    }

    @Test
    void what_an_earlier_process_left_is_taken_up() {
        scene.intend(1, 1, null);
        scene.submit(2, null);
        scene.apply(SampleEvents.ended(scene.key(2), RowState.TIMED_OUT, null));
        scene.complete(3, null, null, List.of("https://a/1"));
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(3), 1, RowState.DOWNLOAD_FAILED, SampleEvents.WHY, 5));
        scene.submit(4, null);
        scene.reopen();
        scene.ledger().recovery().recover();
        assertThat(List.of(scene.state(1), scene.state(2), scene.state(3), scene.state(4), scene.state(5)))
                .containsExactly(
                        RowState.UNKNOWN, RowState.SUBMITTED, RowState.COMPLETED, RowState.SUBMITTED, RowState.PENDING);
        assertThat(scene.outcome(1).reason()).startsWith("SUBMIT_UNKNOWN");
        assertThat(scene.outcome(2).reason()).isNull();
        scene.ledger().recovery().recover();
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void pending_rows_are_counted_by_model_with_their_outputs() {
        scene.begin("models", LedgerScene.SERVICE);
        scene.stage(List.of(
                LedgerScene.row(1, "a", "1", "flash", 1, null),
                LedgerScene.row(2, "b", "2", "dev", 4, null),
                LedgerScene.row(3, "c", "3", "dev", 2, null),
                LedgerScene.row(4, "d", "4", "dev", 2, SampleEvents.WHY)));
        assertThat(scene.ledger().work().pendingModels())
                .containsExactly(new PendingModel("dev", 2, 6), new PendingModel("flash", 1, 1));
        scene.submit(2, null);
        assertThat(scene.ledger().work().pendingModels())
                .containsExactly(new PendingModel("dev", 1, 2), new PendingModel("flash", 1, 1));
    }
}
