package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays nights after somebody took an earlier night's pictures away. */
class FetchedAgainIT {

    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    Path folder;

    private JobScene scene;
    private RunResult first;

    @BeforeEach
    void buy() throws IOException {
        scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        "sku,prompt,image_urls,brand",
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it blue,https://shop.example/2.jpg,Nord",
                        "c,make it green,https://shop.example/3.jpg,Nord")
                .job("columns: { id: sku }", "budget: { price: 0.02 }");
        first = scene.run();
        assertThat(first.summary().requests().submitted()).isEqualTo(3);
    }

    @Test
    void what_the_service_still_has_is_fetched_for_nothing() throws IOException {
        takeAway();
        RunResult second = scene.runNew();
        assertThat(second.exitCode()).isZero();
        assertThat(second.summary().requests().submitted()).isZero();
        assertThat(second.summary().count(RowStatus.SUCCEEDED)).isEqualTo(3);
        assertThat(second.summary().cost().spentUsd()).isZero();
        for (int row = 0; row < NAMES.size(); row++) {
            JsonNode again = outcomes(second).get(row);
            assertThat(again.path("request_id"))
                    .isEqualTo(outcomes(first).get(row).path("request_id"));
            assertThat(again.path("sha256")).isEqualTo(outcomes(first).get(row).path("sha256"));
            assertThat(again.path("cost_usd").decimalValue()).isZero();
            assertThat(second.output().resolve("images/" + NAMES.get(row) + "-1.png"))
                    .isRegularFile();
        }
        assertThat(scene.runNew().summary().count(RowStatus.REUSED))
                .as("what was fetched again is reused the night after")
                .isEqualTo(3);
    }

    @Test
    void what_the_service_has_lost_too_is_bought_in_the_same_run() throws IOException {
        takeAway();
        weeksPass();
        RunResult second = scene.runNew();
        assertThat(second.exitCode()).isZero();
        assertThat(second.summary().requests().submitted()).isEqualTo(3);
        assertThat(second.summary().count(RowStatus.SUCCEEDED)).isEqualTo(3);
        assertThat(second.summary().cost().spentUsd()).isEqualByComparingTo("0.045");
    }

    @Test
    void a_job_that_reuses_nothing_buys() throws IOException {
        takeAway();
        scene.replace("submit:", "reuse: false\nsubmit:");
        assertThat(scene.runNew().summary().requests().submitted()).isEqualTo(3);
    }

    /** Lets the service forget all that it had. */
    private void weeksPass() throws IOException {
        FileSystemUtils.deleteRecursively(scene.workspace().simulator());
        try (LedgerDatabase ledger = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            JdbcClient.create(ledger.dataSource())
                    .sql("update purchase set submitted_at = submitted_at - 2000000000")
                    .update();
        }
    }

    private void takeAway() throws IOException {
        for (String name : NAMES) {
            Files.delete(first.output().resolve("images/" + name + "-1.png"));
        }
    }

    private static List<JsonNode> outcomes(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}
