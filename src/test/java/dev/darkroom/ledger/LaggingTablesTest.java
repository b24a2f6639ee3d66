package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.placement.PlacementTables;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

/** Tests a ledger whose commits take ten milliseconds, so that its tables follow the journal after up to a hundred. */
@Tag("h2")
class LaggingTablesTest {

    private static final Duration COMMIT = Duration.ofMillis(10);
    private static final Duration MAX_LAG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final List<LedgerEvent> recorded = Collections.synchronizedList(new ArrayList<>());
    private final List<LedgerEvent> shown = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore showings = new Semaphore(0);
    private volatile boolean full;
    private LedgerScene scene;
    private GroupCommit commits;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(9);
        commits = commits(MAX_LAG);
        commits.start();
        assertThat(commits.submit(SampleEvents.intended(scene.key(1))).join()).isTrue();
    }

    @AfterEach
    void close() {
        commits.close();
        scene.close();
    }

    @Test
    void a_recorded_event_counts_before_the_tables_show_it() {
        assertThat(commits.record(SampleEvents.intended(scene.key(2))).join()).isTrue();
        assertThat(recorded).hasSize(2);
        assertThat(shown).hasSize(1);
        assertThat(scene.state(2)).isEqualTo(RowState.PENDING);

        commits.settle();
        assertThat(shown).isEqualTo(recorded);
        assertThat(scene.state(2)).isEqualTo(RowState.SUBMITTING);
    }

    @Test
    void a_row_that_only_the_open_transaction_has_moved_is_moved_from_there() {
        assertThat(commits.record(SampleEvents.accepted(scene.key(1))).join()).isTrue();
        assertThat(commits.record(SampleEvents.accepted(scene.key(1))).join()).isFalse();
        assertThat(commits.record(SampleEvents.completed(scene.key(1), null)).join())
                .isTrue();
        commits.settle();
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void several_groups_are_one_commit_and_what_must_be_settled_takes_them_along() {
        for (int row = 2; row <= 5; row++) {
            assertThat(commits.record(SampleEvents.intended(scene.key(row))).join())
                    .isTrue();
        }
        assertThat(made).hasValue(1);
        assertThat(commits.submit(SampleEvents.intended(scene.key(6))).join()).isTrue();
        assertThat(made).hasValue(2);
        assertThat(scene.state(2)).isEqualTo(RowState.SUBMITTING);
        assertThat(shown).hasSize(6);
    }

    @Test
    void the_tables_follow_by_themselves_once_ten_times_a_commits_time_is_over() throws Exception {
        assertThat(commits.record(SampleEvents.intended(scene.key(2))).join()).isTrue();
        now.addAndGet(COMMIT.multipliedBy(10).toNanos() - 1);
        assertThat(commits.record(SampleEvents.intended(scene.key(3))).join()).isTrue();
        assertThat(made).hasValue(1);
        now.incrementAndGet();
        assertThat(showings.tryAcquire(3, 1, TimeUnit.MINUTES)).isTrue();
        assertThat(scene.state(2)).isEqualTo(RowState.SUBMITTING);
        assertThat(made).hasValue(2);
    }

    @Test
    void the_tables_are_never_behind_for_longer_than_they_may() throws Exception {
        commits.close();
        commits = commits(Duration.ofMillis(30));
        commits.start();
        commits.submit(SampleEvents.intended(scene.key(2))).join();
        commits.record(SampleEvents.intended(scene.key(3))).join();
        now.addAndGet(Duration.ofMillis(30).toNanos());
        assertThat(showings.tryAcquire(3, 1, TimeUnit.MINUTES)).isTrue();
        assertThat(scene.state(3)).isEqualTo(RowState.SUBMITTING);
    }

    @Test
    void closing_lets_the_tables_follow() {
        commits.record(SampleEvents.intended(scene.key(2))).join();
        commits.close();
        assertThat(scene.state(2)).isEqualTo(RowState.SUBMITTING);
    }

    @Test
    void what_the_journal_does_not_keep_is_in_the_tables_before_it_counts() {
        PictureShared shared = new PictureShared(scene.key(2), 0, RowState.FOLLOWER, RowState.FOLLOWER, List.of());
        assertThat(shared.journaled()).isFalse();
        assertThat(QueuedEvent.fresh(shared, false).settled()).isTrue();
        assertThat(QueuedEvent.fresh(SampleEvents.intended(scene.key(2)), false).settled())
                .isFalse();
    }

    @Test
    void what_was_acknowledged_is_entered_by_the_next_start_if_the_tables_could_not_follow() {
        commits.record(SampleEvents.intended(scene.key(2))).join();
        full = true;
        commits.settle();
        assertThat(commits.record(SampleEvents.accepted(scene.key(2))).join()).isTrue();
        assertThatThrownBy(() ->
                        commits.record(SampleEvents.intended(scene.key(3))).join())
                .hasCauseInstanceOf(LedgerException.class);
        commits.settle();
        assertThat(scene.state(2)).isEqualTo(RowState.PENDING);
        commits.close();
        assertThat(shown).isEqualTo(recorded);

        scene.reopen();
        scene.ledger().recovery().recover();
        assertThat(scene.state(2)).isEqualTo(RowState.SUBMITTED);
        assertThat(scene.outcome(2).requestId()).isEqualTo("request-2");
        assertThat(scene.state(3)).isEqualTo(RowState.PENDING);
    }

    @Test
    void nobody_waits_for_tables_that_are_closed() {
        commits.close();
        commits.settle();
        assertThatThrownBy(() ->
                        commits.record(SampleEvents.intended(scene.key(2))).join())
                .hasCauseInstanceOf(LedgerException.class);
    }

    private GroupCommit commits(Duration maxLag) {
        JdbcTemplate jdbc = new JdbcTemplate(scene.dataSource());
        EventTables tables = new EventTables(jdbc, JsonMapper.shared());
        return new GroupCommit(
                new EventQueue(),
                new LedgerBatch(slow(), new JournalPosition(jdbc, 1), maxLag, now::get),
                tables,
                new EventPlacement(new PlacementTables(jdbc, JsonMapper.shared()), tables, false),
                PurchaseJournal.open(scene.journal(), new JournalFormat(1), null, false, ReservedSpace.BYTES),
                LedgerEngine.H2,
                scene.clock(),
                new ReadingLock(new ReentrantLock()),
                recorded::addAll,
                this::show,
                scene.ledger().signals());
    }

    private void show(List<LedgerEvent> events) {
        shown.addAll(events);
        showings.release(events.size());
    }

    /** Returns transactions that take {@link #COMMIT}, and find no room where there is none. */
    private JdbcTransactionManager slow() {
        return new JdbcTransactionManager(scene.dataSource()) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                if (full) {
                    super.doRollback(status);
                    throw new DataAccessResourceFailureException(
                            "JDBC commit", new SQLException("closed", new IOException("No space left on device")));
                }
                super.doCommit(status);
                made.incrementAndGet();
                now.addAndGet(COMMIT.toNanos());
            }
        };
    }
}
