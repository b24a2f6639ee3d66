package dev.darkroom.ledger.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunStoreTest {

    @TempDir
    Path folder;

    private LedgerDatabase database;
    private RunStore runs;

    @BeforeEach
    void open() {
        database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
        runs = new RunStore(database.dataSource(), JsonMapper.shared());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_run_is_found_as_it_was_entered() {
        RunRecord entered = new RunRecord(
                0,
                "nightly-2026-11-21",
                "nightly",
                LedgerScene.SERVICE,
                "shop; \"night\".csv",
                "a".repeat(64),
                12L,
                folder.resolve("out"),
                "{\"model\":\"flash\"}",
                ';',
                List.of("Märke", "a,b"),
                new BigDecimal("0.020000"),
                RunRecord.RunState.RUNNING,
                null,
                null,
                Instant.parse("2026-11-21T20:00:00Z"),
                null);
        RunRecord found = runs.add(entered);
        assertThat(found.number()).isPositive();
        assertThat(found).usingRecursiveComparison().ignoringFields("number").isEqualTo(entered);
        assertThat(runs.find("nightly-2026-11-21")).contains(found);
        assertThat(runs.find("nightly")).isEmpty();
        assertThat(runs.find(found.number())).contains(found);
        assertThat(runs.find(found.number() + 1)).isEmpty();
    }

    @Test
    void a_reason_to_stop_may_be_as_long_as_the_service_talks() {
        RunRecord run = runs.add(LedgerScene.record("a", LedgerScene.SERVICE, folder));
        String message = "account: " + "<html>".repeat(1_000);
        runs.ended(run.number(), RunRecord.RunState.STOPPED, message, 3, Instant.parse("2026-11-21T21:00:00Z"));
        assertThat(runs.find("a").orElseThrow().stopReason())
                .startsWith("account: <html>")
                .hasSizeLessThanOrEqualTo(4_000);
    }

    @Test
    void a_runs_end_and_its_next_start_are_told() {
        RunRecord run = runs.add(LedgerScene.record("a", LedgerScene.SERVICE, folder));
        Instant end = Instant.parse("2026-11-21T21:00:00Z");
        runs.ended(run.number(), RunRecord.RunState.STOPPED, "budget", 4, end);
        runs.price(run.number(), new BigDecimal("0.03"));
        RunRecord stopped = runs.find("a").orElseThrow();
        assertThat(stopped.state()).isEqualTo(RunRecord.RunState.STOPPED);
        assertThat(stopped.stopReason()).isEqualTo("budget");
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.endedAt()).isEqualTo(end);
        assertThat(stopped.price()).isEqualByComparingTo("0.03");
        runs.running(run.number());
        RunRecord running = runs.find("a").orElseThrow();
        assertThat(running.state()).isEqualTo(RunRecord.RunState.RUNNING);
        assertThat(running.stopReason()).isNull();
        assertThat(running.endedAt()).isNull();
    }

    @Test
    void the_runs_of_the_same_job_service_manifest_and_first_rows_are_found() {
        runs.add(LedgerScene.record("a", LedgerScene.SERVICE, folder.resolve("a")));
        runs.add(LedgerScene.record("b", LedgerScene.SERVICE, folder.resolve("b")));
        runs.add(LedgerScene.record("c", "simulator", folder.resolve("c")));
        String hash = "0".repeat(64);
        assertThat(runs.newestFirst("retouch", LedgerScene.SERVICE, hash, null))
                .extracting(RunRecord::id)
                .containsExactly("b", "a");
        assertThat(runs.newestFirst("retouch", LedgerScene.SERVICE, hash, 5L)).isEmpty();
        assertThat(runs.newestFirst("other", LedgerScene.SERVICE, hash, null)).isEmpty();
        assertThat(runs.newestFirst("retouch", LedgerScene.SERVICE, "1".repeat(64), null))
                .isEmpty();
        assertThat(runs.newestFirst()).extracting(RunRecord::id).containsExactly("c", "b", "a");
        assertThat(runs.ownerOf(folder.resolve("a")))
                .get()
                .extracting(RunRecord::id)
                .isEqualTo("a");
        assertThat(runs.ownerOf(folder.resolve("d"))).isEmpty();
    }
}
