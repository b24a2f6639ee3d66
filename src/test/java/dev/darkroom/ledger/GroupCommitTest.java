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
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

@Tag("h2")
class GroupCommitTest {

    private static final Duration MAX_LAG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(50);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void an_event_on_a_row_that_moved_on_is_false_and_records_nothing() throws Exception {
        scene.submit(1, "0.02");
        long journal = Files.size(scene.journal());
        assertThat(scene.ledger().apply(SampleEvents.intended(scene.key(1)))).isFalse();
        assertThat(scene.ledger().apply(new LedgerEvent.SubmitAccepted(scene.key(1), 1, "another")))
                .isFalse();
        assertThat(Files.size(scene.journal())).isEqualTo(journal);
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }

    @Test
    void a_late_answer_to_an_earlier_purchase_moves_nothing() {
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(1), 1, SampleEvents.WHY));
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(1, 2, "0.02");
        assertThat(scene.ledger().apply(SampleEvents.accepted(scene.key(1)))).isFalse();
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTING);
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 2, "second"));
        assertThat(scene.outcome(1).requestId()).isEqualTo("second");
    }

    @Test
    void a_row_that_moved_on_fails_no_other_event_of_its_group() {
        scene.intend(1, 1, null);
        GroupCommit commits = commits(new JdbcTransactionManager(scene.dataSource()), scene.journal());
        CompletableFuture<Boolean> stale = commits.submit(SampleEvents.intended(scene.key(1)));
        CompletableFuture<Boolean> good = commits.submit(SampleEvents.intended(scene.key(2)));
        commits.start();
        assertThat(good.join()).isTrue();
        assertThat(stale.join()).isFalse();
        commits.close();
    }

    @Test
    void a_group_is_one_transaction_whose_lines_are_in_the_journal_before_its_commit() {
        Path journal = folder.resolve("watched.journal");
        GroupCommit commits = commits(
                new JdbcTransactionManager(scene.dataSource()) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void doCommit(org.springframework.transaction.support.DefaultTransactionStatus status) {
                        order.add("commit of " + lines(journal) + " lines");
                        super.doCommit(status);
                    }
                },
                journal);
        List<CompletableFuture<Boolean>> acknowledged = new ArrayList<>();
        for (int row = 1; row <= 40; row++) {
            acknowledged.add(commits.submit(SampleEvents.intended(scene.key(row))));
        }
        commits.start();
        acknowledged.forEach(CompletableFuture::join);
        commits.close();
        assertThat(order).containsExactly("commit of 40 lines", "40 moved", "40 shown");
    }

    @Test
    void nothing_is_acknowledged_when_the_journal_cannot_be_written() throws Exception {
        PurchaseJournal journal = journal(folder.resolve("closed.journal"));
        journal.close();
        GroupCommit commits = commits(new JdbcTransactionManager(scene.dataSource()), journal);
        CompletableFuture<Boolean> first = commits.submit(SampleEvents.intended(scene.key(1)));
        commits.start();
        assertThatThrownBy(first::join).hasCauseInstanceOf(LedgerException.class);
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
        commits.close();
    }

    @Test
    void a_writer_that_dies_fails_all_that_waits_and_all_that_comes() {
        GroupCommit commits = commits(
                new JdbcTransactionManager(scene.dataSource()) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void doCommit(org.springframework.transaction.support.DefaultTransactionStatus status) {
                        throw new OutOfMemoryError("none left");
                    }
                },
                folder.resolve("dying.journal"));
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int row = 1; row <= 50; row++) {
            waiting.add(commits.submit(SampleEvents.intended(scene.key(row))));
            waiting.add(commits.submit(SampleEvents.accepted(scene.key(row))));
            waiting.add(commits.submit(SampleEvents.completed(scene.key(row), null)));
        }
        commits.start();
        for (CompletableFuture<Boolean> event : waiting) {
            assertThatThrownBy(event::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(LedgerException.class)
                    .hasMessageContaining("the memory that Java may use is used up");
        }
        assertThatThrownBy(commits.submit(SampleEvents.intended(scene.key(1)))::join)
                .hasCauseInstanceOf(LedgerException.class);
        commits.close();
    }

    @Test
    void an_event_after_the_close_fails_instead_of_waiting_for_ever() {
        RunLedger ledger = scene.ledger();
        ledger.close();
        assertThatThrownBy(() -> ledger.apply(SampleEvents.intended(scene.key(1))))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closing_writes_what_was_handed_in() {
        GroupCommit commits = commits(new JdbcTransactionManager(scene.dataSource()), folder.resolve("j"));
        CompletableFuture<Boolean> event = commits.submit(SampleEvents.intended(scene.key(3)));
        commits.start();
        commits.close();
        assertThat(event.join()).isTrue();
        assertThat(scene.state(3)).isEqualTo(RowState.SUBMITTING);
    }

    @Test
    void costs_and_times_that_cannot_be_meant_do_not_stop_the_ledger() {
        scene.submit(1, "0.02");
        JobTimes absurd = new JobTimes(java.time.Instant.MIN, java.time.Instant.MAX);
        scene.apply(new LedgerEvent.RequestCompleted(
                scene.key(1), 1, List.of("https://x"), absurd, new java.math.BigDecimal("1e300")));
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.02");
        assertThat(scene.outcome(1).runMs()).isNull();
    }

    @Test
    @Timeout(60)
    void who_closes_it_does_not_wait_for_events_that_do_not_come() {
        EventQueue patient = new EventQueue(Duration.ZERO, Duration.ofHours(1));
        PurchaseJournal journal = journal(folder.resolve("another.journal"));
        GroupCommit commits = commits(new JdbcTransactionManager(scene.dataSource()), journal, patient);
        commits.start();

        commits.close();

        journal.close();
        assertThat(patient.isEmpty()).isTrue();
    }

    private GroupCommit commits(JdbcTransactionManager transactions, Path journal) {
        return commits(transactions, journal(journal));
    }

    private static PurchaseJournal journal(Path file) {
        return PurchaseJournal.open(file, new JournalFormat(1), 0L, false, ReservedSpace.BYTES);
    }

    private GroupCommit commits(JdbcTransactionManager transactions, PurchaseJournal journal) {
        return commits(transactions, journal, new EventQueue());
    }

    private GroupCommit commits(JdbcTransactionManager transactions, PurchaseJournal journal, EventQueue queue) {
        return new GroupCommit(
                queue,
                new LedgerBatch(transactions, new JournalPosition(new JdbcTemplate(scene.dataSource()), 1), MAX_LAG),
                tables(),
                new EventPlacement(
                        new PlacementTables(new JdbcTemplate(scene.dataSource()), JsonMapper.shared()),
                        tables(),
                        false),
                journal,
                LedgerEngine.H2,
                scene.clock(),
                new ReadingLock(new ReentrantLock()),
                moved -> order.add(moved.size() + " moved"),
                shown -> order.add(shown.size() + " shown"),
                scene.ledger().signals());
    }

    private EventTables tables() {
        return new EventTables(new JdbcTemplate(scene.dataSource()), JsonMapper.shared());
    }

    private static long lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
