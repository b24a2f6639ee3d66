package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.placement.PlacementTables;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import tools.jackson.databind.json.JsonMapper;

/** Tests a ledger that finds no room for a commit, while its journal still does. */
@Tag("h2")
class FullLedgerTest {

    private static final Duration MAX_LAG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<LedgerEvent> counted = new ArrayList<>();
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
    void an_answer_on_the_wire_is_kept_and_entered_by_the_next_start() {
        scene.intend(1, 1, "0.02");
        scene.intend(2, 1, "0.02");
        scene.intend(3, 1, "0.02");
        GroupCommit commits = full();
        commits.start();
        assertThat(commits.submit(SampleEvents.accepted(scene.key(1))).join()).isTrue();
        assertThat(commits.submit(new LedgerEvent.SubmitRefused(scene.key(2), 1, SampleEvents.WHY))
                        .join())
                .isTrue();
        assertThat(commits.submit(new LedgerEvent.SubmitReleased(scene.key(3), 1, false))
                        .join())
                .isTrue();
        commits.close();
        assertThat(counted).hasSize(3);
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTING);

        restart();
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
        assertThat(scene.state(2)).isEqualTo(RowState.FAILED);
        assertThat(scene.state(3)).isEqualTo(RowState.PENDING);
    }

    @Test
    void pictures_that_are_in_place_are_kept_too() {
        scene.complete(1, "0.02", null, List.of("https://cdn.runcomfy.net/1"));
        DownloadedPicture picture = scene.picture("images/row-1-1.png");
        GroupCommit commits = full();
        commits.start();
        assertThat(commits.submit(new OutputsDownloaded(scene.key(1), 1, List.of(picture), 5))
                        .join())
                .isTrue();
        commits.close();
        restart();
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
        assertThat(scene.outcome(1).pictures()).containsExactly(picture);
    }

    @Test
    void a_row_whose_request_will_never_leave_is_pending_and_not_in_doubt() {
        GroupCommit commits = full();
        CompletableFuture<Boolean> journaled = commits.submit(SampleEvents.intended(scene.key(1)));
        commits.start();
        assertNoRoom(journaled);
        assertNoRoom(commits.submit(SampleEvents.intended(scene.key(2))));
        commits.close();
        restart();
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
        assertThat(scene.state(2)).isEqualTo(RowState.PENDING);
        assertThat(scene.outcome(1).attempts()).isZero();
    }

    @Test
    void what_the_service_can_be_asked_again_is_not_acknowledged_but_kept_if_the_journal_had_it() {
        scene.submit(1, "0.02");
        GroupCommit commits = full();
        commits.start();
        assertNoRoom(commits.submit(SampleEvents.completed(scene.key(1), null)));
        assertNoRoom(commits.submit(SampleEvents.ended(scene.key(1), RowState.TIMED_OUT, null)));
        commits.close();
        assertThat(counted).isEmpty();
        restart();
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void the_run_is_asked_to_stop_and_told_where_no_room_is_left() {
        GroupCommit commits = full();
        commits.start();
        assertNoRoom(commits.submit(SampleEvents.intended(scene.key(1))));
        commits.close();
        RunSignals signals = scene.ledger().signals();
        assertThat(signals.stopImmediately()).isTrue();
        assertThat(signals.ledgerLost()).isTrue();
        assertThat(signals.stopped()).satisfies(stop -> {
            assertThat(stop.reason()).isEqualTo(StopReason.DISK_FULL);
            assertThat(stop.message()).contains("no space is left for " + folder.toAbsolutePath());
        });
    }

    private void assertNoRoom(CompletableFuture<Boolean> event) {
        assertThatThrownBy(event::join)
                .hasCauseInstanceOf(LedgerException.class)
                .satisfies(failure -> assertThat(DiskFull.isCauseOf(failure)).isTrue());
    }

    private void restart() {
        scene.reopen();
        scene.ledger().recovery().recover();
    }

    private EventTables tables() {
        return new EventTables(new JdbcTemplate(scene.dataSource()), JsonMapper.shared());
    }

    /** Returns the ledger's writer, on a database that closes itself at the first commit. */
    private GroupCommit full() {
        JdbcTransactionManager closesItself = new JdbcTransactionManager(scene.dataSource()) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doRollback(status);
                throw new DataAccessResourceFailureException(
                        "JDBC commit", new SQLException("closed", new IOException("No space left on device")));
            }
        };
        return new GroupCommit(
                new EventQueue(),
                new LedgerBatch(closesItself, new JournalPosition(new JdbcTemplate(scene.dataSource()), 1), MAX_LAG),
                tables(),
                new EventPlacement(
                        new PlacementTables(new JdbcTemplate(scene.dataSource()), JsonMapper.shared()),
                        tables(),
                        false),
                PurchaseJournal.open(scene.journal(), new JournalFormat(1), 0L, false, ReservedSpace.BYTES),
                LedgerEngine.H2,
                scene.clock(),
                new ReadingLock(new ReentrantLock()),
                counted::addAll,
                shown -> {},
                scene.ledger().signals());
    }
}
