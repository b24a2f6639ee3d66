package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.rows.CostReported;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.ledger.runs.JournalPositions;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Tag("h2")
class JournalReplayTest {

    private static final JobTimes NO_TIMES = new JobTimes(null, null);

    @TempDir
    Path folder;

    private final List<Path> moments = new ArrayList<>();
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(9);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** Plays all that can happen to rows, with the ledger's file of every moment in between. */
    private void live() throws IOException {
        List<Runnable> night = List.of(
                () -> scene.intend(1, 1, "0.02"),
                () -> scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 1, "r-1")),
                () -> scene.apply(new LedgerEvent.CallFailed(
                        scene.key(1), 1, RowState.SUBMITTED, ServiceCall.POLL, SampleEvents.WHY)),
                () -> scene.apply(new LedgerEvent.CallFailed(
                        scene.key(1), 1, RowState.SUBMITTED, ServiceCall.POLL, SampleEvents.WHY)),
                () -> complete(1, 1),
                () -> fetch(1, 1),
                () -> scene.submit(2, "0.02"),
                () -> end(2, 1, RowState.FAILED),
                () -> reopen(2, 1, RowState.FAILED, RowState.PENDING),
                () -> scene.intend(2, 2, "0.03"),
                () -> scene.apply(new LedgerEvent.SubmitAccepted(scene.key(2), 2, "r-2-2")),
                () -> complete(2, 2),
                () -> scene.apply(
                        new LedgerEvent.DownloadFailed(scene.key(2), 2, RowState.DOWNLOAD_FAILED, SampleEvents.WHY, 3)),
                () -> reopen(2, 2, RowState.DOWNLOAD_FAILED, RowState.COMPLETED),
                () -> fetch(2, 2),
                () -> scene.complete(7, "0.02", null, List.of("https://cdn.runcomfy.net/7")),
                () -> fetch(7, 1),
                () -> {
                    scene.apply(new CostReported(scene.key(7), 1, RowState.SUCCEEDED, new BigDecimal("0.05")));
                    scene.ledger().recount();
                },
                () -> scene.intend(3, 1, null),
                () -> scene.apply(new LedgerEvent.SubmitReleased(
                        scene.key(3), 1, true, new RowReason(RowReason.THROTTLED, "slow down"))),
                () -> scene.intend(3, 1, null),
                () -> scene.apply(new LedgerEvent.SubmitRefused(scene.key(3), 1, SampleEvents.WHY)),
                () -> scene.intend(4, 1, "0.02"),
                () -> scene.apply(new LedgerEvent.SubmitUnknown(scene.key(4), 1, SampleEvents.WHY)),
                () -> scene.apply(new UnknownResolved(scene.key(4), 1, "r-4")),
                () -> end(4, 1, RowState.TIMED_OUT),
                () -> scene.intend(5, 1, "0.02"),
                () -> scene.apply(new LedgerEvent.SubmitUnknown(scene.key(5), 1, SampleEvents.WHY)),
                () -> scene.apply(new UnknownResolved(scene.key(5), 1, null)),
                () -> scene.apply(new PurchaseAdopted(
                        scene.key(6),
                        1,
                        RowState.SUBMITTED,
                        "other-6",
                        scene.clock().instant(),
                        null)),
                () -> scene.ledger().recovery().withdraw());
        for (Runnable happening : night) {
            scene.clock().advance(Duration.ofSeconds(7));
            happening.run();
            remember();
        }
    }

    @Test
    void to_replay_alone_leaves_a_submit_without_an_answer_on_its_way() throws IOException {
        remember();
        scene.intend(1, 1, "0.02");
        putBack(moments.get(0));

        assertThat(scene.ledger().recovery().replay()).isEqualTo(1);
        assertThat(scene.ledger().count(RowState.SUBMITTING)).isEqualTo(1);

        scene.ledger().recovery().catchUp();
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void a_ledger_of_any_earlier_moment_is_brought_up_to_the_journal() throws IOException {
        remember();
        live();
        List<RowOutcome> outcomes = scene.outcomes();
        BigDecimal spent = scene.ledger().spending().total();
        List<FailedCall> tries = scene.failedCalls();
        assertThat(tries)
                .extracting(FailedCall::call)
                .containsExactly(
                        ServiceCall.POLL,
                        ServiceCall.POLL,
                        ServiceCall.SUBMIT,
                        ServiceCall.SUBMIT,
                        ServiceCall.SUBMIT,
                        ServiceCall.SUBMIT);
        assertThat(outcomes).extracting(RowOutcome::status).contains(RowStatus.CANCELLED, RowStatus.TIMED_OUT);
        long journal = Files.size(scene.journal());
        for (Path moment : moments) {
            putBack(moment);
            scene.ledger().recovery().catchUp();
            assertThat(scene.outcomes())
                    .as("put back to %s", moment.getFileName())
                    .isEqualTo(outcomes);
            assertThat(scene.failedCalls()).isEqualTo(tries);
            assertThat(scene.accounts().throttled()).isEqualTo(1);
            scene.ledger().recount();
            assertThat(scene.ledger().spending().total()).isEqualByComparingTo(spent);
            assertThat(Files.size(scene.journal())).isEqualTo(journal);
            scene.reopen();
            assertThat(scene.ledger().recovery().catchUp())
                    .as("events replayed twice")
                    .isZero();
        }
    }

    @Test
    void a_copy_of_the_ledger_of_any_earlier_moment_is_shown_what_the_journal_is_ahead() throws IOException {
        remember();
        live();
        List<RowOutcome> outcomes = scene.outcomes();
        byte[] journal = Files.readAllBytes(scene.journal());
        Path tornJournal = folder.resolve("torn");
        Files.write(tornJournal, journal);
        Files.writeString(tornJournal, "0a1b2c3d {\"ro", StandardOpenOption.APPEND);
        for (Path moment : moments) {
            putBack(moment);
            RunRecovery.foreseeReplay(
                    scene.dataSource(), JsonMapper.shared(), scene.ledger().run(), tornJournal);
            assertThat(scene.outcomes())
                    .as("put back to %s", moment.getFileName())
                    .isEqualTo(outcomes);
            assertThat(new JournalPosition(new JdbcTemplate(scene.dataSource()), 1).read())
                    .isEqualTo(journal.length);
            assertThat(Files.readAllBytes(scene.journal())).isEqualTo(journal);
        }
    }

    @Test
    void an_intent_the_ledger_lost_leaves_the_row_in_doubt() throws IOException {
        remember();
        scene.intend(1, 1, "0.02");
        putBack(moments.get(0));
        assertThat(scene.ledger().recovery().catchUp()).isEqualTo(1);
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
    }

    @Test
    void the_purchase_of_a_follower_that_was_bought_for_itself_is_entered_into_a_ledger_that_lost_it()
            throws IOException {
        JdbcClient.create(scene.dataSource())
                .sql("update row_state set state = ?, leader = ? where row_key = ?")
                .params(
                        RowState.FOLLOWER.code(),
                        scene.key(1).value(),
                        scene.key(9).value())
                .update();
        remember();
        scene.equalRows().notReusable(scene.key(9));
        scene.ledger().recount();
        scene.submit(9, "0.02");
        putBack(moments.get(0));
        assertThat(scene.ledger().recovery().catchUp()).isEqualTo(2);
        assertThat(scene.outcome(9).requestId()).isEqualTo("request-9");
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(1);
        assertThat(scene.ledger().count(RowState.FOLLOWER)).isZero();
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }

    @Test
    void a_ledger_that_holds_more_than_it_says_forgets_nothing_and_takes_nothing_back() throws IOException {
        live();
        List<RowOutcome> outcomes = scene.outcomes();
        JdbcClient.create(scene.dataSource())
                .sql("update journal_position set bytes = 0")
                .update();
        scene.reopen();
        scene.ledger().recovery().catchUp();
        assertThat(scene.outcomes())
                .extracting(RowOutcome::status, RowOutcome::requestId, RowOutcome::pictures)
                .isEqualTo(outcomes.stream()
                        .map(each ->
                                org.assertj.core.groups.Tuple.tuple(each.status(), each.requestId(), each.pictures()))
                        .toList());
    }

    @Test
    void a_picture_that_was_shared_is_known_to_a_ledger_that_never_knew_of_the_reuse() throws IOException {
        remember();
        DownloadedPicture picture = new DownloadedPicture("images/a-1.png", "0".repeat(64), 1, 1, 1, "image/png");
        scene.reuse(1);
        scene.apply(new PictureShared(scene.key(1), 0, RowState.REUSED, RowState.REUSED, List.of(picture)));
        putBack(moments.get(0));
        scene.ledger().recovery().catchUp();
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.REUSED);
        assertThat(scene.outcome(1).pictures()).containsExactly(picture);
    }

    @Test
    void a_journal_that_lost_what_the_ledger_holds_takes_nothing_back_and_forgets_nothing_new() throws IOException {
        scene.submit(1, "0.02");
        scene.submit(2, "0.02");
        scene.close();
        Files.write(scene.journal(), List.of(Files.readAllLines(scene.journal()).get(0)));
        scene.reopen();
        assertThat(scene.ledger().recovery().catchUp()).isZero();
        assertThat(scene.state(2)).isEqualTo(RowState.SUBMITTED);
        remember();
        scene.submit(3, "0.02");
        putBack(moments.get(0));
        assertThat(scene.ledger().recovery().catchUp()).isEqualTo(2);
        assertThat(scene.state(3)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void a_row_that_is_not_in_the_ledger_yet_is_not_passed_over() throws IOException {
        remember();
        scene.submit(9, "0.02");
        putBack(moments.get(0));
        JdbcClient jdbc = JdbcClient.create(scene.dataSource());
        jdbc.sql("delete from row_state where row_key = ?")
                .param(scene.key(9).value())
                .update();
        scene.ledger().recount();
        assertThatThrownBy(scene.ledger().recovery()::catchUp)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("row 9, but the ledger has only 8");
        assertThat(JournalPositions.of(scene.dataSource()).isBehind(scene.run(), scene.journal()))
                .isTrue();
    }

    private void complete(int row, int attempt) {
        scene.apply(new LedgerEvent.RequestCompleted(
                scene.key(row),
                attempt,
                List.of("https://cdn.runcomfy.net/" + row),
                new JobTimes(scene.clock().instant(), scene.clock().instant()),
                new BigDecimal("0.025")));
    }

    private void fetch(int row, int attempt) {
        DownloadedPicture picture =
                new DownloadedPicture("images/" + row + ".png", "1".repeat(64), 9, 8, 7, "image/png");
        scene.apply(new OutputsDownloaded(scene.key(row), attempt, List.of(picture), 12));
    }

    private void end(int row, int attempt, RowState to) {
        scene.apply(new LedgerEvent.RequestEnded(scene.key(row), attempt, to, SampleEvents.WHY, NO_TIMES, null));
    }

    private void reopen(int row, int attempt, RowState from, RowState to) {
        scene.apply(new LedgerEvent.RowReopened(scene.key(row), attempt, from, to));
    }

    private void remember() throws IOException {
        scene.close();
        Path moment = folder.resolve("moment-" + moments.size());
        Files.copy(folder.resolve("ledger.mv.db"), moment);
        moments.add(moment);
        scene.reopen();
    }

    private void putBack(Path moment) throws IOException {
        scene.close();
        Files.copy(moment, folder.resolve("ledger.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        scene.reopen();
    }
}
