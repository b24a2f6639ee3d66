package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.job.maintenance.RunPruner;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.RunTotals;
import dev.darkroom.ledger.history.StoredTotals;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.runs.RunOverview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workspace as the version before wrote it: a run that bought two pictures for three rows and lost an answer, and one
 * that reused them.
 */
class EarlierLayoutIT {

    private static final String MADE_IN = "/srv/darkroom/";
    private static final String FIRST = "catalog-2026-11-27";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    private JobScene scene;

    @BeforeEach
    void unpack() throws IOException {
        scene = new PackedWorkspace("layout-4.zip", MADE_IN, List.of(FIRST, FIRST + "-2")).unpack(folder);
    }

    @Test
    void its_runs_are_listed_as_they_were() throws IOException {
        for (int time = 0; time < 2; time++) {
            assertThat(RunOverview.all(scene.workspace(), true, InstantSource.system(), JSON))
                    .extracting(RunOverview::id, RunOverview::rows, RunOverview::withPicture, RunOverview::bought)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(FIRST + "-2", 5L, 3L, 0L),
                            org.assertj.core.groups.Tuple.tuple(FIRST, 5L, 3L, 2L));
        }
    }

    @Test
    void a_list_keeps_what_it_counted_where_it_holds_the_workspace() throws IOException {
        RunOverview.all(scene.workspace(), false, InstantSource.system(), JSON);
        assertThat(scene.workspace().home()).isDirectoryNotContaining("glob:**layout*");
        assertThat(keptTotals()).isEmpty();
        RunOverview.all(scene.workspace(), true, InstantSource.system(), JSON);
        assertThat(keptTotals()).containsOnlyKeys(1, 2);
    }

    private Map<Integer, RunTotals> keptTotals() {
        try (LedgerDatabase ledger = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            return new StoredTotals(ledger.dataSource()).all();
        }
    }

    @Test
    void the_ledger_as_it_was_is_deleted_with_runs_as_old() throws IOException {
        RunOverview.all(scene.workspace(), true, InstantSource.system(), JSON);
        Path copy = scene.workspace().home().resolve("ledger-layout-4.mv.db");
        RunPruner pruning = new RunPruner(InstantSource.system(), JSON);

        assertThat(pruning.pruneEarlierLedgers(scene.workspace(), Duration.ofDays(1)))
                .isEmpty();
        assertThat(copy).exists();
        assertThat(pruning.pruneEarlierLedgers(scene.workspace(), Duration.ZERO))
                .containsExactly(copy);
        assertThat(copy).doesNotExist();
        assertThat(scene.workspace().hasLedger()).isTrue();
    }

    @Test
    void what_it_bought_is_reused_and_what_is_in_doubt_stays_so() throws IOException {
        Path manifest = folder.resolve("jobs/catalog.csv");
        Files.writeString(manifest, Files.readString(manifest) + "new,violet,https://shop.example/new.jpg\n");

        RunResult result = scene.run(folder.resolve("jobs/catalog.yaml"), JobOverrides.NONE);

        assertThat(JobScene.lines(result, "results.csv").stream().skip(1).map(line -> line.split(",", -1)[2]))
                .containsExactly("reused", "reused", "reused", "unknown", "rejected", "succeeded");
        assertThat(result.summary().requests().submitted()).isEqualTo(2);
        assertThat(result.summary().cost().unknownRequests()).isEqualTo(1);
    }

    @Test
    void its_report_is_written_again_with_the_thumbnails_it_has() throws IOException {
        Path output = folder.resolve("runs/" + FIRST);
        new ReportWriter(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .write(scene.workspace(), FIRST, ReportWriter.ReportOptions.NONE, true);
        assertThat(Files.readString(output.resolve("report.html")))
                .contains("data:image/jpeg;base64,")
                .contains("cup-again");
        assertThat(output.resolve("results.csv")).content().contains("cup-again");
    }
}
