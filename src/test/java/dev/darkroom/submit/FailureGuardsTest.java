package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.api.SubmitResponse;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Tests the guards that stop a run for its rows' sake, and that their stop stands. */
class FailureGuardsTest {

    private static final FailureRate HALF_OF_FOUR = new FailureRate(2, 4);
    private static final RowReason FAILED = new RowReason("JOB_FAILED", "no");

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(12);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void half_of_the_last_four_stop_the_run_and_no_sooner_than_four_have_ended() {
        SubmitGuard guard = FailureRateGuard.of(HALF_OF_FOUR, scene.ledger(), true);
        end(1, RowState.FAILED, FAILED);
        end(2, RowState.FAILED, FAILED);
        scene.succeed(3, "3.png");
        assertThat(guard.overdue()).isNull();
        scene.succeed(4, "4.png");
        assertThat(guard.overdue())
                .isEqualTo(new StopSignal(
                        StopReason.FAILURE_RATE,
                        "2 of the last 4 rows failed, most of them with JOB_FAILED (no); nothing more is bought until"
                                + " somebody has looked at failed.csv and goes on with: resume --past-stop first"));
    }

    @Test
    void what_failed_before_the_last_four_counts_no_more() {
        SubmitGuard guard = FailureRateGuard.of(HALF_OF_FOUR, scene.ledger(), true);
        end(1, RowState.FAILED, FAILED);
        for (int row = 2; row <= 5; row++) {
            scene.succeed(row, row + ".png");
        }
        end(6, RowState.FAILED, FAILED);
        assertThat(guard.overdue()).isNull();
        end(7, RowState.FAILED, FAILED);
        assertThat(guard.overdue()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, JOB_FAILED, true",
        "FAILED, 422001, true",
        "FAILED, CHECK_BLANK, true",
        "FAILED, OUTPUT_EXPIRED, false",
        "FAILED, NOT_FOUND, false",
        "CANCELLED, QUEUE_TIMEOUT, false",
        "TIMED_OUT, RUN_TIMEOUT, false",
    })
    void only_rows_that_failed_for_reasons_of_their_own_count(RowState state, String code, boolean counts) {
        SubmitGuard guard = FailureRateGuard.of(new FailureRate(2, 2), scene.ledger(), true);
        end(1, state, new RowReason(code, "no"));
        end(2, state, new RowReason(code, "no"));
        assertThat(guard.overdue() != null).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"NOT_A_PICTURE, true", "TOO_LARGE, true", "NO_SUCH_HOST, false", "HTTP_503, false"})
    void so_do_pictures_that_will_not_do(String code, boolean counts) {
        SubmitGuard guard = FailureRateGuard.of(new FailureRate(1, 1), scene.ledger(), true);
        loseDownload(1, code);
        assertThat(guard.overdue() != null).isEqualTo(counts);
    }

    @Test
    void what_was_not_downloaded_by_an_earlier_start_ends_no_second_time() {
        loseDownload(1, "NOT_A_PICTURE");
        scene.reopen();
        SubmitGuard guard = FailureRateGuard.of(new FailureRate(2, 2), scene.ledger(), true);
        scene.ledger().recovery().recover();
        scene.apply(new LedgerEvent.DownloadFailed(
                scene.key(1), 1, RowState.DOWNLOAD_FAILED, new RowReason("NOT_A_PICTURE", "no"), 1));
        assertThat(guard.overdue()).isNull();
    }

    @Test
    void a_start_remembers_the_rows_of_earlier_ones_in_the_sequence_in_which_they_ended() {
        for (int row : new int[] {7, 3, 5, 1}) {
            end(row, row > 4 ? RowState.FAILED : RowState.CANCELLED, row > 4 ? FAILED : new RowReason("X", "no"));
            scene.clock().advance(Duration.ofSeconds(1));
        }
        scene.succeed(2, "2.png");
        scene.clock().advance(Duration.ofSeconds(1));
        scene.reopen();
        SubmitGuard rate = FailureRateGuard.of(new FailureRate(2, 4), scene.ledger(), true);
        SubmitGuard reason = SameReasonGuard.of(2, scene.ledger(), true);
        SubmitGuard forgetful = FailureRateGuard.of(new FailureRate(2, 4), scene.ledger(), false);
        assertThat(rate.overdue()).isNull();
        end(8, RowState.FAILED, FAILED);
        assertThat(rate.overdue()).as("rows 5, 2 and 8 of the last that count").isNull();
        end(9, RowState.FAILED, FAILED);
        assertThat(rate.overdue()).isNotNull();
        assertThat(reason.overdue()).isNotNull();
        assertThat(forgetful.overdue()).isNull();
    }

    @Test
    void so_many_equal_reasons_in_a_row_stop_the_run_whosever_they_are() {
        SubmitGuard guard = SameReasonGuard.of(3, scene.ledger(), true);
        RowReason waited = new RowReason("QUEUE_TIMEOUT", "no");
        end(1, RowState.CANCELLED, waited);
        end(2, RowState.CANCELLED, waited);
        end(3, RowState.FAILED, FAILED);
        end(4, RowState.CANCELLED, waited);
        end(5, RowState.CANCELLED, waited);
        scene.succeed(6, "6.png");
        end(7, RowState.CANCELLED, waited);
        end(8, RowState.CANCELLED, waited);
        assertThat(guard.overdue()).isNull();
        end(9, RowState.CANCELLED, waited);
        assertThat(guard.overdue())
                .isEqualTo(new StopSignal(
                        StopReason.SAME_REASON,
                        "3 rows in a row ended without a picture, all with QUEUE_TIMEOUT (no); nothing more is bought until"
                                + " somebody has looked at failed.csv and goes on with: resume --past-stop first"));
    }

    @Test
    void a_stop_tells_what_the_service_said_with_a_number_also_of_rows_of_an_earlier_start() {
        RowReason number = new RowReason("1010", "no\ncredit " + "x".repeat(500));
        end(1, RowState.FAILED, number);
        scene.reopen();
        SubmitGuard reason = SameReasonGuard.of(1, scene.ledger(), true);
        SubmitGuard rate = FailureRateGuard.of(new FailureRate(1, 1), scene.ledger(), true);
        assertThat(Objects.requireNonNull(reason.overdue()).message())
                .startsWith("1 row ended without a picture, with 1010 (no\\ncredit xx")
                .hasSizeLessThan(300);
        assertThat(Objects.requireNonNull(rate.overdue()).message()).contains("most of them with 1010 (no\\ncredit xx");
    }

    @Test
    void rows_in_doubt_have_not_ended() {
        SubmitGuard guard = SameReasonGuard.of(2, scene.ledger(), true);
        for (int row = 1; row <= 3; row++) {
            scene.intend(row, 1, "0.02");
            scene.apply(new LedgerEvent.SubmitUnknown(scene.key(row), 1, new RowReason("NO_ANSWER", "lost")));
        }
        assertThat(guard.overdue()).isNull();
    }

    @Test
    void refused_rows_stop_the_submits_after_so_many() throws InterruptedException {
        SubmitterFixture shop = new SubmitterFixture(scene);
        shop.service.sells(input -> new SubmitResponse.RequestRefused("422001", "no"));
        shop.guards.add(SameReasonGuard.of(5, scene.ledger(), true));
        shop.run();
        assertThat(shop.service.submits()).hasSize(5);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(7);
        assertThat(scene.ledger().standingStop().standing())
                .hasValueSatisfying(stop -> assertThat(stop.reason()).isEqualTo(StopReason.SAME_REASON));
    }

    @Test
    void a_stop_that_stands_outlasts_the_process_another_stop_and_the_next_start() throws InterruptedException {
        StopSignal seen = new StopSignal(StopReason.CANARY, "what was seen");
        scene.ledger().signals().stop(seen.reason(), seen.message());
        scene.ledger().signals().stop(StopReason.SIGNAL, "a signal");
        scene.reopen();
        assertThat(scene.ledger().standingStop().standing()).contains(seen);
        SubmitterFixture shop = new SubmitterFixture(scene);
        shop.guards.add(new StandingStopGuard(scene.ledger().standingStop(), Optional.empty()));
        shop.run();
        assertThat(shop.service.submits()).isEmpty();
        assertThat(scene.ledger().signals().stopped()).isEqualTo(seen);
        scene.reopen();
        scene.ledger().standingStop().pass();
        scene.reopen();
        assertThat(scene.ledger().standingStop().standing()).isEmpty();
        assertThat(scene.ledger().standingStop().passedAt())
                .isEqualTo(scene.clock().instant());
    }

    @Test
    void what_was_seen_counts_no_more_once_somebody_went_past_it() {
        SubmitGuard before = FailureRateGuard.of(HALF_OF_FOUR, scene.ledger(), true);
        for (int row = 1; row <= 4; row++) {
            end(row, RowState.FAILED, FAILED);
        }
        StopSignal stop = Objects.requireNonNull(before.overdue(), "four of four failed");
        scene.ledger().signals().stop(stop.reason(), stop.message());
        scene.clock().advance(Duration.ofMinutes(1));
        scene.ledger().standingStop().pass();
        scene.reopen();
        SubmitGuard after = FailureRateGuard.of(HALF_OF_FOUR, scene.ledger(), true);
        for (int row = 5; row <= 7; row++) {
            end(row, RowState.FAILED, FAILED);
        }
        assertThat(after.overdue()).isNull();
        end(8, RowState.FAILED, FAILED);
        assertThat(after.overdue()).isNotNull();
    }

    @Test
    void a_canary_that_no_process_lived_to_judge_is_judged_by_the_next_from_its_first_rows()
            throws InterruptedException {
        end(1, RowState.FAILED, FAILED);
        end(2, RowState.FAILED, FAILED);
        scene.reopen();
        SubmitterFixture shop = new SubmitterFixture(scene);
        shop.guards.add(new CanaryGuard(2, new FailThreshold(1L, null), scene.ledger()));
        shop.run();
        assertThat(shop.service.submits()).isEmpty();
        assertThat(scene.ledger().signals().stopped())
                .isEqualTo(new StopSignal(
                        StopReason.CANARY,
                        "2 of the first 2 rows failed; nothing more is bought until somebody has looked at failed.csv"
                                + " and goes on with: resume --past-stop first"));
    }

    @Test
    void rows_that_fail_behind_the_canary_are_none_of_its_business() throws InterruptedException {
        scene.succeed(1, "1.png");
        scene.succeed(2, "2.png");
        for (int row = 3; row <= 8; row++) {
            end(row, RowState.FAILED, FAILED);
        }
        scene.reopen();
        SubmitterFixture shop = new SubmitterFixture(scene);
        shop.guards.add(new CanaryGuard(2, new FailThreshold(0L, null), scene.ledger()));
        shop.run();
        assertThat(shop.service.submits()).hasSize(4);
    }

    @Test
    void a_damaged_record_of_a_stop_is_named_and_lets_nothing_pass() throws IOException {
        scene.ledger().signals().stop(StopReason.CANARY, "what was seen");
        Path file = scene.journal().resolveSibling(scene.journal().getFileName() + ".stop.json");
        Files.writeString(file, "{\"stands\": tr");
        StandingStop damaged = new StandingStop(scene.journal(), JsonMapper.shared(), scene.clock());
        assertThatThrownBy(damaged::standing)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("delete it to go on");
    }

    private void end(int row, RowState state, RowReason reason) {
        scene.submit(row, "0.02");
        scene.apply(new LedgerEvent.RequestEnded(scene.key(row), 1, state, reason, new JobTimes(null, null), null));
    }

    private void loseDownload(int row, String code) {
        scene.complete(row, "0.02", null, List.of("https://cdn.runcomfy.net/" + row));
        scene.apply(new LedgerEvent.DownloadFailed(
                scene.key(row), 1, RowState.DOWNLOAD_FAILED, new RowReason(code, "no"), 1));
    }
}
