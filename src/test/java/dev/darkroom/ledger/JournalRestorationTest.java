package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.earlier.RestoredInputs;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.placement.RestoredEvents;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

@Tag("h2")
class JournalRestorationTest {

    private static final RowReason INVALID = new RowReason("TOO_LONG", "the prompt is too long");

    @TempDir
    Path folder;

    private final MemoryLedger memory = new MemoryLedger();
    private final SettableClock clock = new SettableClock();
    private RunRecord run;
    private RunLedger ledger;

    @BeforeEach
    void open() {
        begin(rows(null));
        ledger = memory.open(run, journal(), clock);
    }

    @AfterEach
    void close() {
        ledger.close();
        memory.close();
    }

    @Test
    void no_lost_line_of_an_earlier_purchase_takes_the_later_one_with_it() throws IOException {
        List<String> lines = boughtAgain();
        for (int lost = 0; lost < 3; lost++) {
            for (boolean damaged : new boolean[] {true, false}) {
                List<String> left = new ArrayList<>(lines);
                String line = left.remove(lost);
                if (damaged) {
                    left.add(lost, line.replace("\"at\":\"20", "\"at\":\"19"));
                }
                Files.write(journal(), left);
                restore(rows(null));
                assertThat(row(1).state()).as("line %d lost", lost).isEqualTo(RowState.COMPLETED);
                assertThat(memory.purchases(run))
                        .contains(new MemoryLedger.MemoryPurchase(1, 2, RowState.COMPLETED, "second"));
            }
        }
    }

    @Test
    void a_journal_whose_first_lines_are_gone_keeps_what_is_left_of_it() throws IOException {
        List<String> lines = boughtAgain();
        Files.write(journal(), lines.subList(lines.size() - 1, lines.size()));
        restore(rows(null));
        assertThat(row(1).state()).as("its request is lost").isEqualTo(RowState.UNKNOWN);
        Files.write(journal(), lines.subList(lines.size() - 2, lines.size()));
        restore(rows(null));
        assertThat(row(1).state()).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void a_follower_that_was_bought_for_itself_is_restored_as_bought() {
        apply(new LedgerEvent.SubmitIntended(key(3), 1, null));
        apply(new LedgerEvent.SubmitAccepted(key(3), 1, "own"));
        restore(rows(null), true);
        assertThat(row(3).state()).isEqualTo(RowState.SUBMITTED);
        assertThat(memory.purchases(run))
                .containsExactly(new MemoryLedger.MemoryPurchase(3, 1, RowState.SUBMITTED, "own"));
        assertThat(leader(3)).isNull();
    }

    @Test
    void a_row_that_this_version_rejects_keeps_its_purchase_with_what_was_sent() {
        PendingRow pending = ledger.work().takePending(1).get(0);
        apply(new LedgerEvent.SubmitIntended(key(1), 1, null, pending.request()));
        apply(new LedgerEvent.SubmitAccepted(key(1), 1, "own"));
        restore(rows(INVALID));
        assertThat(row(1)).isEqualTo(new MemoryLedger.MemoryRow(RowState.SUBMITTED, 1, pending.inputKey()));
        assertThat(ledger.work().takeSubmitted(9))
                .extracting(SubmittedRow::model)
                .containsExactly("flash");
    }

    @Test
    void a_row_that_this_version_rejects_keeps_a_purchase_whose_journal_does_not_tell_what_was_sent() {
        apply(new LedgerEvent.SubmitIntended(key(1), 1, null));
        apply(new LedgerEvent.SubmitAccepted(key(1), 1, "own"));
        apply(new LedgerEvent.RequestEnded(key(1), 1, RowState.FAILED, INVALID, new JobTimes(null, null), null));
        apply(new LedgerEvent.RowReopened(key(1), 1, RowState.FAILED, RowState.PENDING));
        apply(new LedgerEvent.SubmitIntended(key(2), 1, null));
        apply(new LedgerEvent.SubmitAccepted(key(2), 1, "other"));
        restore(List.of(
                LedgerScene.row(1, "row-1", "a", null, 1, INVALID),
                LedgerScene.row(2, "row-2", "b", null, 1, INVALID),
                LedgerScene.row(3, "row-3", "a")));
        new RestoredInputs(memory.dataSource(), run).settle();
        assertThat(row(1).state()).as("it cannot be bought again").isEqualTo(RowState.REJECTED);
        assertThat(memory.purchases(run))
                .extracting(MemoryLedger.MemoryPurchase::requestId)
                .containsExactly("own", "other");
        ledger.recount();
        assertThat(ledger.work().takeSubmitted(9))
                .extracting(SubmittedRow::model)
                .containsExactly("unknown");
    }

    @Test
    void a_key_that_is_written_another_way_today_is_kept_as_it_was() {
        SentRequest sent = new SentRequest("an older key", "older", "{\"prompt\":\"a\",\"num_images\":2,\"seed\":5}");
        apply(new LedgerEvent.SubmitIntended(key(1), 1, null, sent));
        apply(new LedgerEvent.SubmitReleased(key(1), 1, false));
        restore(rows(null));
        PendingRow pending = ledger.work().takePending(1).get(0);
        assertThat(pending.request()).isEqualTo(sent);
        assertThat(pending.outputs()).isEqualTo(2);
    }

    @Test
    void a_damaged_line_puts_no_row_in_doubt_that_is_known_to_be_bought() throws IOException {
        List<String> lines = boughtAgain();
        String flipped = lines.get(5).replace("\"attempt\":2", "\"attempt\":6");
        lines.add(flipped);
        Files.write(journal(), lines);
        restore(rows(null));
        assertThat(row(1).state()).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void a_whole_line_outweighs_a_damaged_one_that_named_another_purchase() throws IOException {
        List<String> lines = boughtAgain().subList(0, 2);
        lines.set(0, lines.get(0).replace("\"attempt\":1", "\"attempt\":9"));
        Files.write(journal(), lines);
        restore(rows(null));
        assertThat(row(1)).extracting(MemoryLedger.MemoryRow::state).isEqualTo(RowState.FAILED);
        assertThat(row(1).attempt()).isEqualTo(1);
    }

    @Test
    void a_restored_doubt_is_one_that_this_run_may_have_sent() throws IOException {
        List<String> lines = boughtAgain();
        Files.write(journal(), List.of(lines.get(0).replace("\"at\":\"20", "\"at\":\"19")));
        restore(rows(null));
        reopen();
        ledger.recovery().recover();
        assertThat(row(1).state())
                .as("it is not put back as another run's doubt")
                .isEqualTo(RowState.UNKNOWN);
    }

    @Test
    void a_journal_that_ends_with_a_line_of_which_nothing_can_be_read_stops_no_later_start() throws IOException {
        List<String> lines = boughtAgain();
        lines.set(5, "nothing");
        Files.write(journal(), lines);
        assertThat(restore(rows(null))).isEqualTo(new RestoredEvents(5, 0, 0, 0, 1));
        reopen();
        assertThat(ledger.recovery().catchUp()).isZero();
        assertThat(row(1).state()).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void what_came_of_a_resolved_purchase_is_the_runs_own_to_pay() throws IOException {
        apply(new LedgerEvent.SubmitIntended(key(1), 1, new BigDecimal("0.02")));
        apply(new LedgerEvent.SubmitUnknown(key(1), 1, INVALID));
        apply(new UnknownResolved(key(1), 1, "found"));
        List<String> lines = Files.readAllLines(journal());
        lines.remove(1);
        Files.write(journal(), lines);
        restore(rows(null));
        assertThat(ledger.spending().total()).isEqualByComparingTo("0.02");
        assertThat(new RunFigures(memory.dataSource(), run).accounts().accepted())
                .isEqualTo(1);
    }

    @Test
    void a_ledger_that_lacks_a_purchase_does_not_pass_the_check() throws IOException {
        boughtAgain();
        restore(rows(null));
        check().check(journal());
        memory.forgetPurchase(run, 1, 2);
        assertThatThrownBy(() -> check().check(journal()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("row 1 was bought");
    }

    @Test
    void a_row_that_would_be_bought_again_does_not_pass_the_check() throws IOException {
        boughtAgain();
        restore(rows(null));
        new JdbcTemplate(memory.dataSource()).update("update row_state set state = ?", RowState.PENDING.code());
        assertThatThrownBy(() -> check().check(journal())).hasMessageContaining("row 1 was bought");
    }

    private RestorationCheck check() {
        return new RestorationCheck(memory.dataSource(), JsonMapper.shared(), run);
    }

    /** Returns the journal of a row that was refused, resumed, and purchased. */
    private List<String> boughtAgain() throws IOException {
        apply(new LedgerEvent.SubmitIntended(key(1), 1, new BigDecimal("0.02")));
        apply(new LedgerEvent.SubmitRefused(key(1), 1, INVALID));
        apply(new LedgerEvent.RowReopened(key(1), 1, RowState.FAILED, RowState.PENDING));
        apply(new LedgerEvent.SubmitIntended(key(1), 2, new BigDecimal("0.02")));
        apply(new LedgerEvent.SubmitAccepted(key(1), 2, "second"));
        apply(new LedgerEvent.RequestCompleted(key(1), 2, List.of("https://a/1"), new JobTimes(null, null), null));
        return new ArrayList<>(Files.readAllLines(journal()));
    }

    private void apply(LedgerEvent event) {
        assertThat(ledger.apply(event)).as("%s", event).isTrue();
    }

    private void begin(List<StagedRow> rows) {
        run = memory.add(LedgerScene.record("first", LedgerScene.SERVICE, folder.resolve("out")));
        new RowStaging(memory.dataSource(), clock).add(run.number(), rows);
    }

    private void reopen() {
        ledger.close();
        ledger = memory.open(run, journal(), clock);
    }

    private RestoredEvents restore(List<StagedRow> rows) {
        return restore(rows, false);
    }

    private RestoredEvents restore(List<StagedRow> rows, boolean following) {
        ledger.close();
        memory.forget(run);
        begin(rows);
        if (following) {
            new DuplicateFinder(memory.dataSource(), JsonMapper.shared(), clock, run).followEarlierRows();
        }
        ledger = memory.openToRestore(run, journal(), clock);
        return ledger.recovery().restore();
    }

    /** Returns rows of which the third equals the first. */
    private static List<StagedRow> rows(@Nullable RowReason rejected) {
        return List.of(
                LedgerScene.row(1, "row-1", "a", "flash", 1, rejected),
                LedgerScene.row(2, "row-2", "b"),
                LedgerScene.row(3, "row-3", "a"));
    }

    private MemoryLedger.MemoryRow row(int number) {
        return java.util.Objects.requireNonNull(memory.rows(run).get(number));
    }

    private @Nullable Long leader(int number) {
        return new JdbcTemplate(memory.dataSource())
                .queryForObject(
                        "select leader from row_state where row_key = ?",
                        Long.class,
                        key(number).value());
    }

    private RowKey key(int number) {
        return new RowKey(run.number(), number);
    }

    private Path journal() {
        return folder.resolve("journal");
    }
}
