package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that what {@code apply} acknowledged is there after a process that ended in the very next instruction. */
class DurabilityIT {

    private static final int ROWS = 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "intended, SUBMITTING, 1",
        "accepted, SUBMITTED, 2",
        "refused, FAILED, 2",
        "lost, UNKNOWN, 2",
        "fetched, SUCCEEDED, 4"
    })
    void an_acknowledged_event_survives_a_halt(String last, RowState state, int journalLines) throws Exception {
        try (LedgerScene scene = new LedgerScene(folder)) {
            scene.rows(ROWS);
        }
        try (ChildJvm child = new ChildJvm(DyingProcess.class, folder.toString(), last)) {
            assertThat(child.end()).isEqualTo(9);
        }
        try (LedgerDatabase database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3")) {
            RunRecord run = new RunStore(database.dataSource(), tools.jackson.databind.json.JsonMapper.shared())
                    .find("first")
                    .orElseThrow();
            assertThat(new RunFigures(database.dataSource(), run).states())
                    .containsEntry(state, 1L)
                    .containsEntry(RowState.PENDING, ROWS - 1L);
        }
        assertThat(Files.readAllLines(folder.resolve("first.journal"))).hasSize(journalLines);
    }

    /** Records one event after the other and ends without any closing after the named one. */
    static final class DyingProcess {
        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            LedgerDatabase database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
            var json = tools.jackson.databind.json.JsonMapper.shared();
            RunRecord run =
                    new RunStore(database.dataSource(), json).find("first").orElseThrow();
            RunLedger ledger = RunLedger.open(
                    database.dataSource(),
                    json,
                    java.time.InstantSource.system(),
                    run,
                    folder.resolve("first.journal"));
            RowKey row = new RowKey(run.number(), 7);
            ledger.apply(new LedgerEvent.SubmitIntended(row, 1, new BigDecimal("0.02")));
            for (LedgerEvent event : after(row, arguments[1])) {
                ledger.apply(event);
            }
            Runtime.getRuntime().halt(9);
        }

        private static List<LedgerEvent> after(RowKey row, String last) {
            return switch (last) {
                case "accepted" -> List.of(SampleEvents.accepted(row));
                case "refused" -> List.of(new LedgerEvent.SubmitRefused(row, 1, SampleEvents.WHY));
                case "lost" -> List.of(new LedgerEvent.SubmitUnknown(row, 1, SampleEvents.WHY));
                case "fetched" ->
                    List.of(
                            SampleEvents.accepted(row),
                            SampleEvents.completed(row, "0.02"),
                            new OutputsDownloaded(row, 1, List.of(), 5));
                default -> List.of();
            };
        }
    }
}
