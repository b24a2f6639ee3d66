package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Holds what a run that is nearly through reads before it goes on: nothing of the purchases and pictures that it has. */
class ResumedRunReadsTest {

    private static final int ROWS = 12;

    @TempDir
    Path folder;

    private LedgerScene scene;
    private final List<String> statements = new CopyOnWriteArrayList<>();

    @BeforeEach
    void buyAllButTwo() {
        scene = new LedgerScene(folder).rows(ROWS);
        for (int row = 1; row <= ROWS - 2; row++) {
            scene.succeed(row, "images/" + row + ".png");
        }
        scene.ledger().close();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_was_bought_is_not_read_before_the_first_submit() {
        try (RunLedger ledger = open()) {
            ledger.recovery().recover();
            assertThat(ledger.work().pendingModels()).hasSize(1);
            assertThat(ledger.work().takePending(ROWS))
                    .extracting(PendingRow::id)
                    .containsExactly("row-11", "row-12");
        }
        assertThat(statements).isNotEmpty().noneMatch(ResumedRunReadsTest::readsAll);
        assertThat(statements)
                .filteredOn(sql -> sql.contains("group by state"))
                .as("how often the rows are counted")
                .hasSize(1);
    }

    @Test
    void what_was_spent_is_read_once_somebody_wants_to_know() {
        try (RunLedger ledger = open()) {
            assertThat(ledger.spending().total()).isEqualByComparingTo("0.20");
            assertThat(statements).anyMatch(ResumedRunReadsTest::readsAll);
            statements.clear();
            assertThat(ledger.spending().total()).isEqualByComparingTo("0.20");
            assertThat(statements).isEmpty();
        }
    }

    private RunLedger open() {
        return PromptLedger.open(
                new WatchedStatements(scene.dataSource(), statements::add),
                JsonMapper.shared(),
                scene.clock(),
                scene.run(),
                scene.journal());
    }

    /** Returns whether a statement goes over all purchases or pictures of the run. */
    private static boolean readsAll(String sql) {
        return sql.contains("from purchase where") || sql.contains("from picture where row_key >");
    }
}
