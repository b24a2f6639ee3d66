package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Tests that a purchase which a second run adopts is billed once, and counted once: by the run that made it. */
class TakenOverCostTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.stage(List.of(LedgerScene.row(1, "a", "same")));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.035, 0.035", "0.02,, 0.02", ", 0.035, 0.035"})
    void what_was_billed_is_the_sum_of_what_both_runs_spent(
            @Nullable String estimate, @Nullable String cost, String billed) {
        scene.submit(1, estimate);
        RunRecord first = scene.run();
        takeOver();
        scene.apply(SampleEvents.completed(scene.key(1), cost));
        assertSpent("0");

        scene.apply(new OutputsDownloaded(scene.key(1), 1, List.of(scene.picture("images/a-1.png")), 12));
        assertSpent("0");
        assertThat(scene.accounts().accepted()).isZero();
        assertThat(new RunFigures(scene.dataSource(), scene.run()).estimated()).isZero();

        assertThat(spent(first)).as("before the first run has asked").isZero();
        try (RunLedger ledger = RunLedger.open(
                scene.dataSource(), JsonMapper.shared(), scene.clock(), first, folder.resolve("first.journal"))) {
            ledger.apply(SampleEvents.completed(new RowKey(first.number(), 1), cost));
            assertThat(ledger.spending().total()).isEqualByComparingTo(billed);
        }
        assertThat(spent(first).add(scene.accounts().spent())).isEqualByComparingTo(billed);
    }

    @Test
    void the_second_runs_budget_is_not_charged_in_the_process_that_took_over_nor_in_the_next() {
        scene.submit(1, "0.02");
        takeOver();
        assertSpent("0");
        scene.apply(SampleEvents.ended(scene.key(1), RowState.TIMED_OUT, "0.01"));
        assertSpent("0");
        scene.ledger().recovery().recover();
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, "0.01"));
        assertSpent("0");
    }

    @Test
    void a_row_that_was_taken_over_and_is_bought_after_all_is_charged() {
        scene.submit(1, "0.02");
        takeOver();
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, "0.01"));
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(1, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 2, "another"));
        scene.apply(new LedgerEvent.RequestCompleted(
                scene.key(1), 2, List.of("https://a/1"), SampleEvents.NO_TIMES, new BigDecimal("0.03")));
        assertSpent("0.03");
        assertThat(scene.accounts().spent()).isEqualByComparingTo("0.03");
    }

    @Test
    void the_results_tell_what_the_picture_cost_whoever_pays() {
        scene.submit(1, "0.02");
        takeOver();
        scene.apply(SampleEvents.completed(scene.key(1), "0.035"));
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.035");
    }

    @Test
    void what_was_throttled_before_a_row_was_taken_over_stays_counted() {
        scene.submit(1, "0.02");
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "b", "same")));
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(1), 1, true, new RowReason(RowReason.THROTTLED, "")));
        scene.apply(scene.takeOvers(true).get(0));
        assertThat(scene.accounts().throttled()).isEqualTo(1);
        assertSpent("0");
    }

    private BigDecimal spent(RunRecord run) {
        return new RunFigures(scene.dataSource(), run).accounts().spent();
    }

    private void takeOver() {
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "b", "same")));
        assertThat(scene.ledger().applyAll(scene.takeOvers(true))).isEqualTo(1);
    }

    private void assertSpent(String usd) {
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo(usd);
        scene.reopen();
        assertThat(scene.ledger().spending().total()).as("read again").isEqualByComparingTo(usd);
    }
}
