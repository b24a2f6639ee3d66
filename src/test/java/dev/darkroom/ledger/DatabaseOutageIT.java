package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.AwayDataSource.CommitFate;
import dev.darkroom.ledger.database.TestLayout;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.shared.LedgerFence;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.TestDatabase;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A ledger in PostgreSQL, whose server goes away while requests are on the wire. */
class DatabaseOutageIT {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunRecord run;

    @TempDir
    Path folder;

    @BeforeEach
    void stage() {
        database = TestDatabase.openPostgres();
        TestLayout.make(database.dataSource());
        run = new RunStore(database.dataSource(), JsonMapper.shared())
                .add(LedgerScene.record("night", LedgerScene.SERVICE, folder.resolve("out")));
        new RowStaging(database.dataSource(), clock)
                .add(
                        run.number(),
                        LongStream.rangeClosed(1, 3)
                                .mapToObj(row -> LedgerScene.row(row, "row-" + row, "input " + row))
                                .toList());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void what_is_acknowledged_is_in_the_database_and_in_no_journal() throws IOException {
        try (RunLedger ledger = open(new AwayDataSource(database.dataSource()))) {
            assertThat(ledger.record(intent(1))).isTrue();
            assertThat(state(1)).isEqualTo(RowState.SUBMITTING);
        }
        assertThat(Files.size(journal())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_came_while_it_was_away_is_entered_when_it_is_back(CommitFate fate) throws IOException {
        AwayDataSource server = new AwayDataSource(database.dataSource());
        try (RunLedger ledger = open(server)) {
            ledger.apply(intent(1));
            ledger.apply(intent(2));
            server.goAway(fate);

            assertThat(ledger.record(accepted(1))).isTrue();
            assertThat(ledger.record(accepted(2))).isTrue();

            assertThat(ledger.signals().stopped())
                    .isNotNull()
                    .extracting(RunSignals.StopSignal::reason)
                    .isEqualTo(StopReason.LEDGER_AWAY);
            assertThat(ledger.signals().mustNotSend()).isTrue();
        }
        assertThat(Files.readString(journal())).contains("request-1").contains("request-2");

        try (RunLedger next = open(new AwayDataSource(database.dataSource()))) {
            next.recovery().recover();

            assertThat(List.of(state(1), state(2))).containsOnly(RowState.SUBMITTED);
            assertThat(requests()).containsExactly("request-1", "request-2");
        }
        assertThat(Files.size(journal())).isZero();
    }

    @Test
    void an_answer_that_comes_after_another_thread_noticed_and_closed_the_connections_is_kept_too() throws IOException {
        AwayDataSource server = new AwayDataSource(database.dataSource());
        try (RunLedger ledger = open(server)) {
            ledger.apply(intent(1));
            ledger.signals().ledgerAway(new SQLException("an I/O error occurred", "08006"));
            server.close();

            assertThat(ledger.record(accepted(1))).isTrue();
        }
        assertThat(Files.readString(journal())).contains("request-1");

        try (RunLedger next = open(new AwayDataSource(database.dataSource()))) {
            next.recovery().recover();

            assertThat(state(1)).isEqualTo(RowState.SUBMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_is_kept_too_where_the_pool_has_no_words_for_a_lost_connection(CommitFate fate) throws IOException {
        AwayDataSource server = new AwayDataSource(database.dataSource());
        try (RunLedger ledger = open(server)) {
            ledger.apply(intent(1));
            server.goAwayAtOnce(fate);

            assertThat(ledger.record(accepted(1))).isTrue();

            assertThat(ledger.signals().stopped())
                    .isNotNull()
                    .extracting(RunSignals.StopSignal::reason)
                    .isEqualTo(StopReason.LEDGER_AWAY);
        }
        assertThat(Files.readString(journal())).contains("request-1");
    }

    @ParameterizedTest
    @EnumSource
    void an_intent_that_failed_is_not_sent_and_leaves_no_doubt(CommitFate fate) {
        AwayDataSource server = new AwayDataSource(database.dataSource());
        try (RunLedger ledger = open(server)) {
            server.goAway(fate);

            assertThatThrownBy(() -> ledger.record(intent(3))).isInstanceOf(LedgerException.class);
        }

        try (RunLedger next = open(new AwayDataSource(database.dataSource()))) {
            next.recovery().recover();

            assertThat(state(3)).isEqualTo(RowState.PENDING);
            assertThat(next.apply(intent(3))).isTrue();
        }
    }

    @Test
    void a_process_that_lost_the_workspace_to_another_writes_nothing_more_and_keeps_its_answers() throws IOException {
        DataSource server = database.dataSource();
        try (RunLedger former = open(new AwayDataSource(server))) {
            former.apply(intent(1));

            LedgerFence.takeOver(server);
            try (RunLedger next = RunLedger.open(server, JsonMapper.shared(), clock, run, folder.resolve("next"))) {
                next.recovery().recover();
                assertThat(state(1)).isEqualTo(RowState.UNKNOWN);
                assertThat(next.apply(intent(2))).isTrue();
            }

            assertThatThrownBy(() -> former.apply(intent(2))).isInstanceOf(LedgerException.class);
            assertThat(former.record(accepted(1))).isTrue();
            assertThat(former.signals().stopped())
                    .isNotNull()
                    .extracting(RunSignals.StopSignal::reason)
                    .isEqualTo(StopReason.LEDGER_AWAY);
            assertThat(requests()).containsOnlyNulls();
        }

        LedgerFence.takeOver(server);
        try (RunLedger again = open(new AwayDataSource(server))) {
            again.recovery().recover();

            assertThat(state(1)).isEqualTo(RowState.SUBMITTED);
            assertThat(requests()).contains("request-1");
        }
    }

    private RunLedger open(AwayDataSource server) {
        return PromptLedger.open(server, JsonMapper.shared(), clock, run, journal());
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private LedgerEvent intent(int row) {
        return new LedgerEvent.SubmitIntended(new RowKey(run.number(), row), 1, null);
    }

    private LedgerEvent accepted(int row) {
        return new LedgerEvent.SubmitAccepted(new RowKey(run.number(), row), 1, "request-" + row);
    }

    private RowState state(int row) {
        return RowState.of(JdbcClient.create(database.dataSource())
                .sql("select state from row_state where row_key = ?")
                .param(new RowKey(run.number(), row).value())
                .query(Integer.class)
                .single());
    }

    private List<String> requests() {
        return JdbcClient.create(database.dataSource())
                .sql("select request_id from purchase order by row_key")
                .query(String.class)
                .list();
    }
}
