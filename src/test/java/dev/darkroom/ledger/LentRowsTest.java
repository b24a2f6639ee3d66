package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.lease.RowLeaseTable;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.lease.RunOfferTable;
import dev.darkroom.ledger.lease.WorkerFence;
import dev.darkroom.ledger.lease.WorkerReport;
import dev.darkroom.ledger.lease.WorkerReportTable;
import dev.darkroom.ledger.lease.WorkerTable;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.shared.LedgerFence;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.json.JsonMapper;

/** Rows that a run lends to a worker: what that commits, and what becomes of them when it does not. */
@EnabledIf("dev.darkroom.scenes.TestDatabase#isPostgres")
class LentRowsTest {

    private static final BigDecimal PRICE = new BigDecimal("0.50");

    private LedgerScene scene;
    private RunOffer offer;
    private long worker;
    private RunLedger workers;

    @TempDir
    Path folder;

    @BeforeEach
    void enlist() {
        scene = new LedgerScene(folder);
        scene.rows(4);
        long holder = JdbcClient.create(scene.dataSource())
                .sql("select number from ledger_holder")
                .query(Long.class)
                .single();
        offer = new RunOffer(
                scene.run().number(), holder, "1.2.3", scene.clock().instant(), "{}");
        new RunOfferTable(scene.dataSource()).open(offer);
        worker = new WorkerTable(scene.dataSource()).join(offer, "studio", 17).orElseThrow();
        // A pool of its own, as far as the worker knows, which closes it when it has lost the ledger.
        DataSource database = new DelegatingDataSource(scene.dataSource());
        workers = RunLedger.openLeased(
                database,
                JsonMapper.shared(),
                scene.clock(),
                scene.run(),
                workersJournal(),
                new WorkerFence(database, offer, worker, scene.clock()));
    }

    private Path workersJournal() {
        return folder.resolve("worker").resolve("runs").resolve("journal");
    }

    @AfterEach
    void close() {
        workers.close();
        scene.close();
    }

    private static BitSet rows(int... numbers) {
        BitSet rows = new BitSet();
        for (int number : numbers) {
            rows.set(number);
        }
        return rows;
    }

    /** Lends the first rows, as the run does once its guards have let them pass, and has the worker claim them. */
    private void lend(int count) {
        List<PendingRow> taken = scene.ledger().work().takePending(count);
        taken.forEach(row -> scene.ledger().spending().reserve(row.key(), PRICE, BigDecimal.TEN));
        BitSet numbers = new BitSet();
        taken.forEach(row -> numbers.set(row.key().row()));
        scene.ledger().lent().lend(numbers);
        workers.leased().receive(numbers);
    }

    private void hear() {
        WorkerReportTable reports = new WorkerReportTable(scene.dataSource());
        scene.ledger()
                .lent()
                .hear(() -> reports.take(scene.run().number(), offer.holder()).stream()
                        .map(WorkerReport::events)
                        .flatMap(List::stream)
                        .toList());
    }

    private LedgerEvent intent(int row) {
        return new LedgerEvent.SubmitIntended(scene.key(row), 1, PRICE);
    }

    private LedgerEvent accepted(int row) {
        return new LedgerEvent.SubmitAccepted(scene.key(row), 1, "request-" + row);
    }

    private static List<Integer> numbers(List<PendingRow> rows) {
        return rows.stream().map(PendingRow::key).map(RowKey::row).toList();
    }

    @Test
    void a_worker_is_handed_what_it_is_lent_and_the_run_all_others() {
        lend(2);

        assertThat(numbers(workers.work().takePending(10))).containsExactly(1, 2);
        assertThat(numbers(scene.ledger().work().takePending(10))).containsExactly(3, 4);
        assertThat(scene.ledger().work().left(RowState.PENDING)).isEqualTo(2);
        assertThat(workers.work().left(RowState.PENDING)).isEqualTo(2);
    }

    @Test
    void what_a_worker_commits_moves_the_counts_and_the_spending_of_the_run_and_no_row_of_its_own_work() {
        lend(2);
        workers.apply(intent(1));
        workers.apply(accepted(1));
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isZero();

        hear();

        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(1);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(3);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("1.00");
        assertThat(scene.ledger().work().takeSubmitted(10)).isEmpty();
        assertThat(scene.ledger().work().left(RowState.SUBMITTED)).isZero();
        hear();
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(1);
    }

    @Test
    void a_manager_that_another_has_followed_takes_nothing_from_it_that_workers_report() {
        lend(1);
        workers.apply(intent(1));
        WorkerReportTable reports = new WorkerReportTable(scene.dataSource());
        LedgerFence.takeOver(scene.dataSource());

        assertThat(reports.take(scene.run().number(), offer.holder())).isEmpty();

        assertThat(reports.take(scene.run().number(), offer.holder() + 1)).hasSize(1);
    }

    @Test
    void rows_that_come_back_are_worked_on_here_wherever_they_stand() {
        lend(3);
        workers.apply(intent(1));
        workers.apply(accepted(1));
        workers.apply(intent(2));
        hear();
        new WorkerTable(scene.dataSource()).strikeOff(worker);

        scene.ledger().lent().takeBack(rows(1, 2, 3));

        assertThat(scene.ledger().lent().any()).isFalse();
        assertThat(scene.ledger().work().takeSubmitted(10))
                .extracting(row -> row.key().row())
                .containsExactly(1);
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(1);
        assertThat(numbers(scene.ledger().work().takePending(10))).containsExactly(3, 4);
        // What is in doubt counts, what was not submitted does not any more.
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("1.00");
    }

    @Test
    void a_worker_that_is_struck_off_enters_nothing_and_keeps_its_answers() throws IOException {
        lend(2);
        workers.apply(intent(1));
        new WorkerTable(scene.dataSource()).strikeOff(worker);

        assertThat(workers.record(accepted(1))).isTrue();
        assertThatThrownBy(() -> workers.apply(intent(2))).isInstanceOf(LedgerException.class);

        assertThat(workers.signals().ledgerLost()).isTrue();
        assertThat(answers()).extracting(JournalLine::event).contains(accepted(1));
    }

    private List<JournalLine> answers() throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        PurchaseJournal.readFrom(workersJournal(), new JournalFormat(scene.run().number()), 0, lines::add);
        return lines;
    }

    @Test
    void an_answer_that_is_handed_in_late_settles_the_row_that_was_in_doubt() {
        lend(1);
        workers.apply(intent(1));
        hear();
        new WorkerTable(scene.dataSource()).strikeOff(worker);
        scene.ledger().lent().takeBack(rows(1));
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(1);
        LateAnswerTable table = new LateAnswerTable(scene.dataSource());
        table.handIn(
                scene.run().number(),
                List.of(new JournalLine(accepted(1), scene.clock().instant(), 0)));

        for (LateAnswerTable.LateAnswers late : table.ofRun(scene.run().number())) {
            scene.ledger().lent().enter(late.lines());
            table.forget(late);
        }

        assertThat(scene.ledger().count(RowState.UNKNOWN)).isZero();
        assertThat(scene.ledger().work().takeSubmitted(10))
                .extracting(row -> row.requestId())
                .containsExactly("request-1");
        assertThat(table.ofRun(scene.run().number())).isEmpty();
    }

    @Test
    void an_answer_that_is_handed_in_between_two_starts_is_entered_by_the_next() {
        lend(1);
        workers.apply(intent(1));
        new WorkerTable(scene.dataSource()).strikeOff(worker);
        new LateAnswerTable(scene.dataSource())
                .handIn(
                        scene.run().number(),
                        List.of(new JournalLine(accepted(1), scene.clock().instant(), 0)));
        scene.reopen();

        assertThat(scene.ledger().recovery().recover()).isEqualTo(1);

        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(1);
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isZero();
        assertThat(scene.ledger().recovery().recover()).isZero();
    }

    @Test
    void an_intent_that_was_refused_is_not_taken_back_from_who_submits_the_row_by_then() throws IOException {
        lend(1);
        new WorkerTable(scene.dataSource()).strikeOff(worker);
        assertThatThrownBy(() -> workers.apply(intent(1))).isInstanceOf(LedgerException.class);
        scene.ledger().lent().takeBack(rows(1));
        scene.clock().advance(Duration.ofSeconds(20));
        assertThat(numbers(scene.ledger().work().takePending(1))).containsExactly(1);
        scene.ledger().apply(intent(1));

        scene.ledger().lent().enter(answers());

        assertThat(answers())
                .extracting(JournalLine::event)
                .hasAtLeastOneElementOfType(LedgerEvent.SubmitReleased.class);
        assertThat(scene.ledger().count(RowState.SUBMITTING)).isEqualTo(1);
        assertThat(scene.ledger().apply(accepted(1))).isTrue();
    }

    @Test
    void an_intent_that_was_not_sent_is_taken_back_by_who_hands_that_in_before_the_row_is_in_doubt()
            throws IOException {
        lend(1);
        workers.apply(intent(1));
        scene.clock().advance(Duration.ofSeconds(1));
        new WorkerTable(scene.dataSource()).strikeOff(worker);
        assertThat(workers.record(new LedgerEvent.SubmitReleased(scene.key(1), 1, false)))
                .isTrue();

        scene.ledger().lent().enter(answers());

        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(4);
    }

    @Test
    void a_doubt_about_the_intent_of_another_process_is_not_kept_for_later() throws IOException {
        lend(1);
        scene.ledger().apply(intent(2));
        new WorkerTable(scene.dataSource()).strikeOff(worker);

        assertThatThrownBy(() -> workers.apply(new LedgerEvent.SubmitUnknown(
                        scene.key(2), 1, new RowReason(ErrorCode.SUBMIT_UNKNOWN, "its process ended"))))
                .isInstanceOf(LedgerException.class);

        assertThat(answers()).isEmpty();
    }

    @Test
    void nothing_is_entered_for_a_run_whose_offer_is_withdrawn() {
        lend(1);
        new RunOfferTable(scene.dataSource()).withdraw(scene.run().number());

        assertThatThrownBy(() -> workers.apply(intent(1))).isInstanceOf(LedgerException.class);

        assertThat(scene.ledger().count(RowState.SUBMITTING)).isZero();
    }

    @Test
    void a_worker_is_told_with_the_rows_that_it_was_lent() {
        WorkerTable table = new WorkerTable(scene.dataSource());
        RowLeaseTable leases = new RowLeaseTable(scene.dataSource(), JsonMapper.shared());
        leases.lend(scene.run().number(), rows(1, 2, 3), Map.of());
        leases.claim(scene.run().number(), worker);
        table.heartbeat(worker, 0);

        assertThat(table.statuses(scene.run().number())).singleElement().satisfies(status -> {
            assertThat(status.host()).isEqualTo("studio");
            assertThat(status.process()).isEqualTo(17);
            assertThat(status.rows()).isEqualTo(3);
            assertThat(status.silence()).isLessThan(Duration.ofSeconds(20));
        });
    }

    @Test
    void a_lease_is_one_workers() {
        RowLeaseTable leases = new RowLeaseTable(scene.dataSource(), JsonMapper.shared());
        int run = scene.run().number();
        leases.lend(run, rows(1, 2), Map.of("flash", PRICE));
        long second = leases.lend(run, rows(3), Map.of());

        assertThat(leases.claim(run, worker).orElseThrow().prices()).containsEntry("flash", PRICE);
        assertThat(leases.claim(run, worker + 1).orElseThrow().rows()).isEqualTo(rows(3));
        assertThat(leases.claim(run, worker)).isEmpty();
        leases.end(second, worker);
        assertThat(leases.ofRun(run).all()).hasSize(2);
        leases.end(second, worker + 1);
        assertThat(leases.ofRun(run).all()).hasSize(1);
        assertThat(leases.ofRun(run).unclaimed()).isEmpty();
    }
}
