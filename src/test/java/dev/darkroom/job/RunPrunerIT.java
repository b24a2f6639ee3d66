package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.job.maintenance.LedgerRebuild;
import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.job.maintenance.RunPruner;
import dev.darkroom.job.maintenance.RunReviewer;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.runs.RunOverview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class RunPrunerIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void a_pruned_run_is_gone_and_what_it_bought_is_still_not_bought_again() throws IOException {
        JobScene scene = scene("red", "blue");
        RunResult first = scene.run();
        RunResult second = scene.runNew();
        String third = scene.runNew().summary().run();

        List<RunPruner.PrunedRun> pruned = pruneAllBut(scene, second);

        assertThat(pruned).singleElement().satisfies(run -> {
            assertThat(run.kept()).isNull();
            assertThat(run.directoryGone()).isTrue();
            assertThat(run.files()).isGreaterThan(10);
        });
        assertThat(first.output()).doesNotExist();
        assertThat(scene.workspace().runFolder(first.summary().run())).doesNotExist();
        assertThat(RunOverview.all(scene.workspace(), true, InstantSource.system(), JSON))
                .extracting(RunOverview::id)
                .containsExactly(third, second.summary().run());
        report(scene, third);
        assertThat(JobScene.lines(second, "results.csv").get(1)).contains(",reused,");
        RunResult fourth = scene.runNew();
        assertThat(fourth.summary().requests().submitted()).isZero();
        assertThat(JobScene.lines(fourth, "results.csv").get(2)).contains(",reused,");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_rejected_picture_is_not_reused_though_the_ledger_had_to_be_restored(boolean prunes) throws Exception {
        JobScene scene = scene("red", "blue");
        RunResult first = scene.run();
        RunResult second = scene.runNew();
        Path decisions = Files.writeString(folder.resolve("decisions.csv"), "id,decision,note\nrow1,reject,too dark\n");
        new RunReviewer(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .take(scene.workspace(), first.summary().run(), Map.of("decisions.csv", decisions), "", RowChoice.ALL);
        if (prunes) {
            assertThat(pruneAllBut(scene, second)).hasSize(1);
        }
        Files.delete(Path.of(scene.workspace().ledger() + ".mv.db"));
        new LedgerRebuild(InstantSource.system(), JSON, ModelCatalog.builtIn()).rebuild(scene.workspace());

        RunResult third = scene.runNew();

        assertThat(third.summary().requests().submitted()).isEqualTo(1);
        assertThat(JobScene.lines(third, "results.csv").get(1)).contains(",succeeded,");
        assertThat(JobScene.lines(third, "results.csv").get(2)).contains(",reused,");
    }

    @Test
    void an_approval_outlives_the_run_in_which_it_was_given() throws Exception {
        JobScene scene = scene("red", "blue");
        RunResult first = scene.run();
        RunResult second = scene.runNew();
        Path decisions = Files.writeString(folder.resolve("decisions.csv"), "id,decision\nrow1,approve\n");
        new RunReviewer(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .take(
                        scene.workspace(),
                        first.summary().run(),
                        Map.of("decisions.csv", decisions),
                        "ann",
                        RowChoice.ALL);

        assertThat(pruneAllBut(scene, second)).hasSize(1);

        report(scene, second.summary().run());
        assertThat(JobScene.lines(second, "results.csv").get(1))
                .contains(",approved,,ann,")
                .endsWith("," + first.summary().run());
        assertThat(JobScene.lines(second, "results.csv").get(2)).endsWith(",,,,,");
    }

    @Test
    void nothing_is_deleted_where_a_rejection_cannot_be_handed_on() throws Exception {
        JobScene scene = scene("red", "blue");
        RunResult first = scene.run();
        RunResult second = scene.runNew();
        Path decisions = Files.writeString(folder.resolve("decisions.csv"), "id,decision,note\nrow1,reject,too dark\n");
        new RunReviewer(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .take(scene.workspace(), first.summary().run(), Map.of("decisions.csv", decisions), "", RowChoice.ALL);
        sql(scene, AttemptOnSight.CREATE);

        assertThatThrownBy(() -> pruneAllBut(scene, second))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the run " + second.summary().run()
                        + " did not take over all the verdicts that it inherits; nothing was deleted");

        assertThat(first.output().resolve("images/row1-1.png")).exists();
        assertThat(scene.workspace().journal(first.summary().run())).exists();
        sql(scene, "drop trigger attempt_on_sight");
        assertThat(RunOverview.all(scene.workspace(), true, InstantSource.system(), JSON))
                .extracting(RunOverview::id)
                .contains(first.summary().run());
    }

    private static void sql(JobScene scene, String statement) {
        try (LedgerDatabase ledger = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            JdbcClient.create(ledger.dataSource()).sql(statement).update();
        }
    }

    @Test
    void a_run_of_the_same_name_begins_anew_after_its_predecessor_was_pruned() throws IOException {
        JobScene scene = scene("red");
        RunResult first = scene.run();
        prune(scene, Instant.now().plusSeconds(1));

        RunResult again = scene.run();

        assertThat(again.summary().run()).isEqualTo(first.summary().run());
        assertThat(JobScene.lines(again, "results.csv").get(1)).contains(",succeeded,");
    }

    @Test
    void what_darkroom_did_not_write_stays() throws IOException {
        JobScene scene = scene("red");
        RunResult first = scene.run();
        Path note = Files.writeString(first.output().resolve("images/note.txt"), "mine");
        Path retouched = Files.writeString(first.output().resolve("images/row1-1.png"), "retouched");

        List<RunPruner.PrunedRun> pruned = prune(scene, Instant.now().plusSeconds(1));

        assertThat(pruned)
                .singleElement()
                .satisfies(run -> assertThat(run.directoryGone()).isFalse());
        assertThat(note).exists();
        assertThat(retouched).hasContent("retouched");
        assertThat(first.output().resolve("report")).doesNotExist();
        assertThat(first.output().resolve("results.csv")).doesNotExist();
    }

    @Test
    void a_run_with_an_unknown_row_is_kept() throws IOException {
        JobScene scene = scene("[[fault:submit-lost]] red");
        RunResult first = scene.run();

        List<RunPruner.PrunedRun> pruned = prune(scene, Instant.now().plusSeconds(1));

        assertThat(pruned)
                .singleElement()
                .satisfies(run -> assertThat(run.kept()).contains("not settled"));
        assertThat(first.output().resolve("results.csv")).exists();
    }

    @Test
    void a_run_that_is_not_old_enough_is_kept() throws IOException {
        JobScene scene = scene("red");
        scene.run();
        assertThat(new RunPruner(InstantSource.system(), JSON).prune(scene.workspace(), Duration.ofDays(1)))
                .isEmpty();
    }

    private List<RunPruner.PrunedRun> pruneAllBut(JobScene scene, RunResult kept) throws IOException {
        Instant ended = Objects.requireNonNull(kept.summary().endedAt());
        return prune(scene, ended.minusMillis(1));
    }

    private static List<RunPruner.PrunedRun> prune(JobScene scene, Instant now) throws IOException {
        return new RunPruner(InstantSource.fixed(now), JSON).prune(scene.workspace(), Duration.ZERO);
    }

    private static void report(JobScene scene, String run) throws IOException {
        new ReportWriter(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .write(scene.workspace(), run, ReportWriter.ReportOptions.NONE, true);
    }

    private JobScene scene(String... prompts) throws IOException {
        String[] lines = new String[prompts.length + 1];
        lines[0] = "id,prompt,image_urls";
        for (int row = 1; row <= prompts.length; row++) {
            lines[row] = "row" + row + "," + prompts[row - 1] + ",https://shop.example/" + row + ".jpg";
        }
        return new JobScene(folder).file("manifest.csv", lines).job();
    }
}
