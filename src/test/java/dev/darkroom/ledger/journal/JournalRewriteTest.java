package dev.darkroom.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.PurchaseTotals;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("h2")
class JournalRewriteTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new LedgerScene(folder).rows(15);
        scene.close();
        Files.copy(folder.resolve("ledger.mv.db"), folder.resolve("first-moment"));
        scene.reopen();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private enum LineDamage {
        CUT,
        CUT_TO_NOTHING,
        FLIPPED,
        DELETED
    }

    @ParameterizedTest
    @EnumSource
    void a_ledger_lost_after_the_journal_was_harmed_is_restored_all_the_same(LineDamage harm) throws IOException {
        live();
        List<RowOutcome> outcomes = scene.outcomes();
        PurchaseTotals accounts = accounts();
        List<FailedCall> tries = scene.failedCalls();
        BigDecimal spent = scene.ledger().spending().total();
        byte[] journal = Files.readAllBytes(scene.journal());
        harm(harm);
        scene.reopen();
        assertThat(scene.outcomes()).as("by healing").isEqualTo(outcomes);

        loseLedger();
        scene.ledger().recovery().catchUp();
        scene.ledger().recount();
        assertThat(scene.outcomes()).isEqualTo(outcomes);
        assertThat(accounts()).isEqualTo(accounts);
        assertThat(scene.failedCalls()).isEqualTo(tries).hasSizeGreaterThan(60);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo(spent);
        assertThat(Files.size(scene.journal())).isPositive().isLessThanOrEqualTo(journal.length * 3L / 2);
    }

    @ParameterizedTest
    @EnumSource
    void the_next_start_finds_nothing_to_heal(LineDamage harm) throws IOException {
        live();
        harm(harm);
        scene.reopen();
        byte[] healed = Files.readAllBytes(scene.journal());
        assertThat(JournalScan.of(scene.journal())).isEqualTo(new JournalScan(healed.length, null, null));
        scene.close();
        Files.deleteIfExists(beside(".damaged"));
        scene.reopen();
        assertThat(scene.ledger().recovery().catchUp()).isZero();
        assertThat(beside(".damaged")).doesNotExist();
        assertThat(Files.readAllBytes(scene.journal())).isEqualTo(healed);
    }

    @Test
    void what_was_left_of_the_journal_is_kept() throws IOException {
        live();
        harm(LineDamage.CUT);
        String left = Files.readString(scene.journal());
        scene.reopen();
        assertThat(left).startsWith(Files.readString(beside(".damaged"))).isNotEmpty();
        assertThat(beside(".new")).doesNotExist();
    }

    @Test
    void a_death_before_the_new_journal_is_in_place_is_made_good_by_the_next_start() throws IOException {
        live();
        List<RowOutcome> outcomes = scene.outcomes();
        new JournalPosition(new JdbcTemplate(scene.dataSource()), scene.run().number()).forget();
        harm(LineDamage.CUT);
        Files.writeString(beside(".new"), "half a li");
        scene.reopen();
        loseLedger();
        scene.ledger().recovery().catchUp();
        assertThat(scene.outcomes()).isEqualTo(outcomes);
    }

    @Test
    void a_journal_the_ledger_has_to_rely_on_is_entered_before_it_is_written_anew() throws IOException {
        scene.submit(1, "0.02");
        scene.close();
        Files.copy(folder.resolve("ledger.mv.db"), folder.resolve("first-moment"), StandardCopyOption.REPLACE_EXISTING);
        scene.reopen();
        scene.submit(2, "0.02");
        harm(LineDamage.FLIPPED);
        loseLedger();
        assertThat(beside(".damaged")).doesNotExist();
        assertThat(scene.ledger().recovery().catchUp()).isEqualTo(2);
        scene.reopen();
        assertThat(beside(".damaged")).exists();
        assertThat(JournalScan.of(scene.journal()).damaged()).isNull();
        assertThat(Files.readAllLines(scene.journal())).hasSize(4);
    }

    /** Plays all that can happen to rows. */
    private void live() {
        scene.complete(1, "0.02", "0.025", List.of("https://cdn.runcomfy.net/1"));
        fetch(1, 1);
        scene.apply(new FlagsRevised(
                scene.key(1), 1, RowState.SUCCEEDED, List.of(List.of("identical=0.99")), SampleEvents.WHY));
        reopen(1, 1, RowState.FAILED, RowState.PENDING);
        scene.intend(1, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 2, "r-1-2"));
        complete(1, 2);
        scene.apply(new OutputsDownloaded(
                scene.key(1),
                2,
                List.of(picture(1).flagged(List.of("blank=0.4"))),
                12,
                new RowReason("CHECK_BLANK", "0.4")));
        scene.apply(new ReviewRecorded(scene.key(1), 2, RowState.FAILED, true, "empty"));
        scene.submit(2, "0.02");
        end(2, 1, RowState.FAILED, null);
        reopen(2, 1, RowState.FAILED, RowState.PENDING);
        scene.intend(2, 2, "0.03");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(2), 2, "r-2-2"));
        complete(2, 2);
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(2), 2, RowState.DOWNLOAD_FAILED, SampleEvents.WHY, 3));
        reopen(2, 2, RowState.DOWNLOAD_FAILED, RowState.COMPLETED);
        release(3, true);
        release(3, true);
        throttle(3, 3);
        scene.intend(3, 1, null);
        scene.clock().advance(Duration.ofSeconds(1));
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(3), 1, SampleEvents.WHY));
        reopen(3, 1, RowState.FAILED, RowState.PENDING);
        throttle(15, 70);
        scene.submit(15, "0.02");
        attempt(15, RowState.SUBMITTED, ServiceCall.POLL);
        attempt(15, RowState.SUBMITTED, ServiceCall.CANCEL);
        lose(4);
        scene.apply(new UnknownResolved(scene.key(4), 1, "r-4"));
        end(4, 1, RowState.TIMED_OUT, null);
        lose(5);
        scene.apply(new UnknownResolved(scene.key(5), 1, null));
        throttle(6, 2);
        takeOver(6, RowState.SUBMITTED, "other-6", null);
        attempt(6, RowState.SUBMITTED, ServiceCall.POLL);
        scene.clock().advance(Duration.ofSeconds(7));
        scene.submit(7, "0.04");
        end(7, 1, RowState.CANCELLED, new BigDecimal("0.01"));
        reopen(7, 1, RowState.CANCELLED, RowState.PENDING);
        scene.submit(8, "0.02");
        end(8, 1, RowState.TIMED_OUT, null);
        reopen(8, 1, RowState.TIMED_OUT, RowState.SUBMITTED);
        lose(9);
        lose(10);
        reopen(10, 1, RowState.UNKNOWN, RowState.PENDING);
        scene.intend(10, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(10), 2, "r-10-2"));
        scene.reuse(11);
        scene.apply(new PictureShared(scene.key(11), 0, RowState.REUSED, RowState.REUSED, List.of(picture(11))));
        takeOver(12, RowState.UNKNOWN, null, SampleEvents.WHY);
        complete(6, 1);
        fetch(6, 1);
        scene.apply(new FlagsRevised(scene.key(6), 1, RowState.SUCCEEDED, List.of(List.of("aspect=1.5")), null));
        scene.apply(new ReviewRecorded(scene.key(6), 1, RowState.SUCCEEDED, false, null));
        scene.clock().advance(Duration.ofSeconds(3));
        scene.apply(new ReviewRecorded(
                scene.key(6),
                1,
                RowState.SUCCEEDED,
                false,
                "not yet",
                new ReviewRecorded.VerdictDetails(true, "ann", Instant.ofEpochSecond(77), "ann.csv")));
        release(13, false);
        scene.submit(14, "0.02");
        complete(14, 1);
        attempt(14, RowState.COMPLETED, ServiceCall.DOWNLOAD);
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(14), 1, RowState.FAILED, SampleEvents.WHY, 3));
        scene.clock().advance(Duration.ofSeconds(7));
        scene.ledger().recovery().withdraw();
    }

    private void harm(LineDamage harm) throws IOException {
        scene.close();
        byte[] journal = Files.readAllBytes(scene.journal());
        switch (harm) {
            case CUT -> Files.write(scene.journal(), Arrays.copyOf(journal, journal.length / 2));
            case CUT_TO_NOTHING -> Files.write(scene.journal(), new byte[0]);
            case DELETED -> Files.delete(scene.journal());
            case FLIPPED -> {
                journal[20] ^= 0x10;
                Files.write(scene.journal(), journal);
            }
        }
    }

    /** Loses the ledger, so that what is left is one in which nothing has happened yet. */
    private void loseLedger() throws IOException {
        scene.close();
        Files.copy(folder.resolve("first-moment"), folder.resolve("ledger.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        scene.reopen();
    }

    private Path beside(String ending) {
        return scene.journal().resolveSibling(scene.journal().getFileName() + ending);
    }

    private PurchaseTotals accounts() {
        return new RunFigures(scene.dataSource(), scene.run()).accounts();
    }

    private void release(int row, boolean sent) {
        scene.intend(row, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(row), 1, sent));
    }

    private void throttle(int row, int times) {
        List<LedgerEvent> night = new ArrayList<>();
        for (int n = 1; n <= times; n++) {
            RowReason slower = new RowReason(RowReason.THROTTLED, "answer " + n);
            night.add(SampleEvents.intended(scene.key(row)));
            night.add(new LedgerEvent.SubmitReleased(scene.key(row), 1, true, slower));
        }
        scene.clock().advance(Duration.ofMillis(10));
        scene.ledger().applyAll(night);
    }

    private void attempt(int row, RowState state, ServiceCall call) {
        scene.clock().advance(Duration.ofSeconds(1));
        scene.apply(new LedgerEvent.CallFailed(scene.key(row), 1, state, call, SampleEvents.WHY));
    }

    private void lose(int row) {
        scene.intend(row, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(row), 1, SampleEvents.WHY));
    }

    private void takeOver(int row, RowState to, @Nullable String id, @Nullable RowReason why) {
        Instant bought = scene.clock().instant().minusSeconds(60);
        scene.apply(new PurchaseAdopted(scene.key(row), 1, to, id, bought, why));
    }

    private void complete(int row, int attempt) {
        JobTimes times = new JobTimes(scene.clock().instant(), scene.clock().instant());
        List<String> urls = List.of("https://cdn.runcomfy.net/" + row);
        scene.apply(new LedgerEvent.RequestCompleted(scene.key(row), attempt, urls, times, null));
    }

    private void fetch(int row, int attempt) {
        scene.apply(new OutputsDownloaded(scene.key(row), attempt, List.of(picture(row)), 12));
    }

    private static DownloadedPicture picture(int row) {
        return new DownloadedPicture("images/" + row + ".png", "1".repeat(64), 9, 8, 7, "image/png");
    }

    private void end(int row, int attempt, RowState to, @Nullable BigDecimal cost) {
        JobTimes times = new JobTimes(scene.clock().instant(), null);
        scene.apply(new LedgerEvent.RequestEnded(scene.key(row), attempt, to, SampleEvents.WHY, times, cost));
    }

    private void reopen(int row, int attempt, RowState from, RowState to) {
        scene.apply(new LedgerEvent.RowReopened(scene.key(row), attempt, from, to));
    }
}
