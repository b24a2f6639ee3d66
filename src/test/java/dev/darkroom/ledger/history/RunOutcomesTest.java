package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RunOutcomesTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void every_state_has_its_status() {
        scene.rows(11);
        scene.intend(2, 1, "0.02");
        scene.submit(3, "0.02");
        scene.complete(4, "0.02", null, List.of("https://a/4"));
        scene.succeed(5, "images/5.png");
        scene.intend(6, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(6), 1, SampleEvents.WHY));
        scene.submit(7, "0.02");
        scene.apply(SampleEvents.ended(scene.key(7), RowState.CANCELLED, null));
        scene.submit(8, "0.02");
        scene.apply(SampleEvents.ended(scene.key(8), RowState.TIMED_OUT, null));
        scene.complete(9, "0.02", "0.03", List.of("https://a/9"));
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(9), 1, RowState.DOWNLOAD_FAILED, SampleEvents.WHY, 77));
        scene.intend(10, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(10), 1, SampleEvents.WHY));
        scene.complete(11, "0.02", "0.03", List.of("https://a/11"));
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(11), 1, RowState.FAILED, SampleEvents.WHY, 5));
        assertThat(scene.outcomes().stream().map(RowOutcome::status).toList())
                .containsExactly(
                        RowStatus.PENDING,
                        RowStatus.SUBMITTED,
                        RowStatus.SUBMITTED,
                        RowStatus.SUBMITTED,
                        RowStatus.SUCCEEDED,
                        RowStatus.FAILED,
                        RowStatus.CANCELLED,
                        RowStatus.TIMED_OUT,
                        RowStatus.DOWNLOAD_FAILED,
                        RowStatus.UNKNOWN,
                        RowStatus.FAILED);
        assertThat(scene.outcomes())
                .extracting(outcome -> outcome.completedAt() != null)
                .containsExactly(false, false, false, false, true, true, true, true, true, true, true);
    }

    @Test
    void the_cost_is_what_the_service_said_else_the_price_of_what_it_made_else_nothing() {
        scene.rows(6);
        scene.submit(1, "0.02");
        scene.complete(2, "0.02", null, List.of("https://a/2"));
        scene.complete(3, "0.02", "0.035", List.of("https://a/3"));
        scene.complete(4, null, null, List.of("https://a/4"));
        scene.submit(5, "0.02");
        scene.apply(SampleEvents.ended(scene.key(5), RowState.FAILED, null));
        scene.submit(6, "0.02");
        scene.apply(SampleEvents.ended(scene.key(6), RowState.FAILED, "0.01"));
        assertThat(scene.outcome(1).costUsd()).isNull();
        assertThat(scene.outcome(2).costUsd()).isEqualByComparingTo("0.02");
        assertThat(scene.outcome(3).costUsd()).isEqualByComparingTo("0.035");
        assertThat(scene.outcome(4).costUsd()).isNull();
        assertThat(scene.outcome(5).costUsd()).isNull();
        assertThat(scene.outcome(6).costUsd()).isEqualByComparingTo("0.01");
    }

    @Test
    void times_run_from_submit_to_the_first_sight_of_work_and_from_there_to_the_services_end() {
        scene.rows(3);
        for (int row = 1; row <= 3; row++) {
            scene.submit(row, null);
        }
        Instant submitted = scene.clock().instant();
        complete(1, new JobTimes(submitted.plusSeconds(2), submitted.plusMillis(5_500)));
        complete(2, new JobTimes(null, submitted.plusMillis(5_500)));
        complete(3, new JobTimes(submitted.plusSeconds(2), submitted.plusSeconds(1)));
        assertThat(scene.outcome(1).queueMs()).isEqualTo(2_000);
        assertThat(scene.outcome(1).runMs()).isEqualTo(3_500);
        assertThat(scene.outcome(2).queueMs()).isNull();
        assertThat(scene.outcome(2).runMs()).isNull();
        assertThat(scene.outcome(3).runMs())
                .as("the service's clock is behind ours")
                .isZero();
    }

    private void complete(int row, JobTimes times) {
        scene.apply(new LedgerEvent.RequestCompleted(scene.key(row), 1, List.of("https://a/1"), times, null));
    }

    @Test
    void a_row_tells_all_that_is_known_of_it() {
        scene.rows(1);
        scene.clock().advance(Duration.ofSeconds(3));
        scene.succeed(1, "images/row-1-1.png", "images/row-1-2.png");
        RowOutcome row = scene.outcome(1);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.requestId()).isEqualTo("request-1");
        assertThat(row.outputUrls()).containsExactly("https://cdn.runcomfy.net/1");
        assertThat(row.pictures())
                .extracting(DownloadedPicture::file)
                .containsExactly("images/row-1-1.png", "images/row-1-2.png");
        assertThat(row.seed()).isEqualTo(7);
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.submittedAt()).isEqualTo(scene.clock().instant());
        assertThat(row.completedAt()).isEqualTo(scene.clock().instant());
        assertThat(row.downloadMs()).isEqualTo(12);
        assertThat(row.kept().path("brand").asString()).isEqualTo("Nord");
    }

    @ParameterizedTest
    @CsvSource({"PENDING, PENDING", "SUBMITTED, SUBMITTED", "FAILED, FAILED", "UNKNOWN, UNKNOWN", "SUCCEEDED, REUSED"})
    void a_follower_is_seen_as_its_leader_is_and_costs_nothing(RowState leader, RowStatus follower) {
        scene.stage(List.of(LedgerScene.row(1, "a", "same"), LedgerScene.row(2, "b", "same")));
        scene.equalRows().followEarlierRows();
        scene.ledger().recount();
        bring(1, leader);
        for (SharedRow row : scene.equalRows().toShare(0, 9)) {
            scene.apply(new PictureShared(row.key(), 0, RowState.FOLLOWER, RowState.FOLLOWER, row.source()));
        }
        RowOutcome outcome = scene.outcome(2);
        assertThat(outcome.status()).isEqualTo(follower);
        assertThat(outcome.costUsd()).isNull();
        assertThat(outcome.requestId()).isNull();
        assertThat(outcome.reason()).isEqualTo(scene.outcome(1).reason());
        assertThat(outcome.pictures()).isEqualTo(scene.outcome(1).pictures());
    }

    private void bring(int row, RowState to) {
        switch (to) {
            case SUBMITTED -> scene.submit(row, "0.02");
            case SUCCEEDED -> scene.succeed(row, "images/a-1.png");
            case FAILED -> {
                scene.submit(row, "0.02");
                scene.apply(SampleEvents.ended(scene.key(row), RowState.FAILED, null));
            }
            case UNKNOWN -> {
                scene.intend(row, 1, "0.02");
                scene.apply(new LedgerEvent.SubmitUnknown(scene.key(row), 1, SampleEvents.WHY));
            }
            default -> assertThat(scene.state(row)).isEqualTo(to);
        }
    }

    @Test
    void a_follower_without_its_files_yet_is_under_way() {
        scene.stage(List.of(LedgerScene.row(1, "a", "same"), LedgerScene.row(2, "b", "same")));
        scene.equalRows().followEarlierRows();
        scene.ledger().recount();
        scene.succeed(1, "images/a-1.png");
        assertThat(scene.outcome(2).status()).isEqualTo(RowStatus.SUBMITTED);
    }

    @Test
    void more_rows_than_a_page_come_each_once_in_manifest_order_with_their_own_pictures() {
        List<StagedRow> rows = new ArrayList<>();
        for (int number = 1; number <= 2_500; number++) {
            rows.add(LedgerScene.row(number, "row-" + number, "input " + number));
        }
        scene.stage(rows);
        for (int row : List.of(1, 1_000, 1_001, 2_000, 2_500)) {
            DownloadedPicture picture = new DownloadedPicture("images/" + row, "0", 1, 1, 1, "image/png");
            scene.apply(new PictureShared(scene.key(row), 0, RowState.PENDING, RowState.REUSED, List.of(picture)));
        }
        List<RowOutcome> outcomes = scene.outcomes();
        assertThat(outcomes).hasSize(2_500);
        for (int index = 0; index < outcomes.size(); index++) {
            assertThat(outcomes.get(index).number()).isEqualTo(index + 1L);
        }
        assertThat(outcomes.stream().filter(row -> !row.pictures().isEmpty()))
                .allSatisfy(row -> assertThat(row.pictures().get(0).file()).isEqualTo("images/" + row.number()))
                .hasSize(5);
    }

    @Test
    void a_run_without_rows_has_no_outcomes() {
        Iterator<RowOutcome> none = new RunOutcomes(scene.dataSource(), JsonMapper.shared(), scene.run()).iterator();
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void the_figures_tell_states_reasons_and_money() {
        scene.rows(8);
        scene.succeed(1, "images/1.png");
        scene.complete(2, "0.02", "0.05", List.of("https://a/2"));
        scene.submit(3, "0.02");
        scene.intend(4, 1, "0.02");
        scene.intend(5, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(5), 1, SampleEvents.WHY));
        scene.apply(new LedgerEvent.RowReopened(scene.key(5), 1, RowState.UNKNOWN, RowState.PENDING));
        scene.intend(5, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(5), 2, "again"));
        scene.intend(6, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(6), 1, SampleEvents.WHY));
        RunFigures figures = new RunFigures(scene.dataSource(), scene.run());
        PurchaseTotals accounts = figures.accounts();
        assertThat(accounts.accepted()).isEqualTo(4);
        assertThat(accounts.unknown()).isEqualTo(1);
        assertThat(accounts.possibleDuplicates()).isEqualTo(1);
        assertThat(accounts.sends()).isEqualTo(6);
        assertThat(accounts.spent()).isEqualByComparingTo("0.07");
        assertThat(accounts.counted()).isEqualByComparingTo("0.17");
        assertThat(figures.estimated()).isEqualByComparingTo(new BigDecimal("0.14"));
        scene.intend(7, 1, null);
        assertThat(figures.estimated()).as("the price of one is unknown").isNull();
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(7), 1, false));
        assertThat(figures.reasons()).containsExactly(new ReasonCount("422001", RowStatus.UNKNOWN, 1, 6, "row-6"));
        assertThat(figures.states())
                .containsEntry(RowState.PENDING, 2L)
                .containsEntry(RowState.UNKNOWN, 1L)
                .doesNotContainKey(RowState.FAILED)
                .isEqualTo(scene.ledger().counts().entrySet().stream()
                        .filter(entry -> entry.getValue() != 0)
                        .collect(java.util.stream.Collectors.toMap(
                                java.util.Map.Entry::getKey, java.util.Map.Entry::getValue)));
    }

    @Test
    void what_timed_out_counts_before_and_after_it_is_asked_for_again() {
        scene.rows(1);
        scene.submit(1, "0.02");
        scene.apply(SampleEvents.ended(scene.key(1), RowState.TIMED_OUT, null));
        assertThat(scene.accounts().counted()).isEqualByComparingTo("0.02");
        scene.ledger().recovery().recover();
        assertThat(scene.accounts().counted()).isEqualByComparingTo("0.02");
        assertThat(scene.accounts().spent()).isZero();
    }
}
