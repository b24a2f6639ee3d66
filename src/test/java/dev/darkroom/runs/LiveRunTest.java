package dev.darkroom.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRunTest {

    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    @TempDir
    Path folder;

    private Workspace workspace;
    private RunRecord run;

    @BeforeEach
    void running() throws IOException {
        workspace = new Workspace(Files.createDirectories(folder.resolve("home")));
        Path output = Files.createDirectories(folder.resolve("out"));
        run = LedgerScene.record("night", LedgerScene.SERVICE, output);
    }

    @Test
    void a_run_of_the_process_that_holds_the_workspace_is_running() throws IOException {
        said("night", NOW.minusSeconds(3));
        LiveRun live = LiveRun.in(workspace, false, NOW);
        assertThat(live.state(run)).isEqualTo(RunSummary.SummaryState.RUNNING);
        assertThat(live.stopReason(run)).isNull();
    }

    @Test
    void a_run_that_has_not_said_anything_yet_is_running() {
        assertThat(LiveRun.in(workspace, false, NOW).state(run)).isEqualTo(RunSummary.SummaryState.RUNNING);
    }

    @Test
    void a_run_recorded_as_running_while_we_hold_the_workspace_has_died() {
        assertDied(LiveRun.in(workspace, true, NOW));
    }

    @Test
    void a_run_silent_for_a_minute_has_died_although_somebody_holds_the_workspace() throws IOException {
        said("night", NOW.minusSeconds(60));
        assertDied(LiveRun.in(workspace, false, NOW));
    }

    @Test
    void a_run_has_died_if_the_process_that_holds_the_workspace_runs_another() throws IOException {
        said("other", NOW);
        assertDied(LiveRun.in(workspace, false, NOW));
    }

    @Test
    void a_run_that_found_no_room_for_its_end_says_so_by_its_summary() throws IOException {
        said("night", NOW.minusSeconds(3), RunSummary.SummaryState.STOPPED, "disk_full: no space is left");
        LiveRun live = LiveRun.in(workspace, true, NOW);
        assertThat(live.state(run)).isEqualTo(RunSummary.SummaryState.STOPPED);
        assertThat(live.stopReason(run)).isEqualTo("disk_full: no space is left");
    }

    @Test
    void an_earlier_stop_says_nothing_of_a_process_that_died_since() throws IOException {
        said("night", NOW.minusSeconds(300), RunSummary.SummaryState.STOPPED, "budget: used up");
        assertDied(LiveRun.in(workspace, true, NOW));
    }

    @Test
    void a_stop_that_stands_goes_before_the_death_that_came_after_it() throws IOException {
        stands();
        LiveRun live = LiveRun.in(workspace, true, NOW);
        assertThat(live.state(run)).isEqualTo(RunSummary.SummaryState.STOPPED);
        assertThat(live.stopReason(run)).isEqualTo("canary: 3 of 5 failed");
    }

    @Test
    void a_stop_that_is_recorded_with_the_one_that_stands_is_told_with_it() throws IOException {
        stands();
        String both = "canary: 3 of 5 failed; also budget: used up";

        assertThat(LiveRun.in(workspace, true, NOW).stopReason(stopped(both))).isEqualTo(both);
        assertThat(LiveRun.in(workspace, true, NOW).stopReason(stopped("signal: by the user")))
                .isEqualTo("canary: 3 of 5 failed");
    }

    private void stands() throws IOException {
        Files.createDirectories(workspace.runFolder(run.id()));
        Files.writeString(
                workspace.journal(run.id()).resolveSibling("journal.stop.json"),
                "{\"stands\": true, \"reason\": \"canary\", \"message\": \"3 of 5 failed\"}");
    }

    private RunRecord stopped(String reason) {
        return new RunRecord(
                run.number(),
                run.id(),
                run.job(),
                run.service(),
                run.manifest(),
                run.manifestSha256(),
                run.first(),
                run.output(),
                run.sent(),
                run.delimiter(),
                run.keptColumns(),
                run.price(),
                RunRecord.RunState.STOPPED,
                reason,
                4,
                run.createdAt(),
                NOW);
    }

    private void assertDied(LiveRun live) {
        assertThat(live.state(run)).isEqualTo(RunSummary.SummaryState.STOPPED);
        assertThat(live.stopReason(run)).isEqualTo(LiveRun.DIED);
    }

    private void said(String id, Instant when) throws IOException {
        said(id, when, RunSummary.SummaryState.RUNNING, null);
    }

    private void said(String id, Instant when, RunSummary.SummaryState state, @Nullable String reason)
            throws IOException {
        RunSummary summary = new RunSummary(
                id,
                "retouch",
                state,
                reason,
                null,
                "catalog.csv",
                "0".repeat(64),
                NOW.minusSeconds(600),
                when,
                null,
                Map.of("succeeded", 3L),
                new RunSummary.RequestCounts(3, 0, 0, 0),
                new RunSummary.RunCost(BigDecimal.ONE, null, null, 0),
                null,
                null,
                null,
                List.of(),
                "1");
        Files.writeString(workspace.summary(), SummaryFile.text(summary));
        if (id.equals(run.id())) {
            Files.writeString(run.output().resolve("summary.json"), SummaryFile.text(summary));
        }
    }
}
