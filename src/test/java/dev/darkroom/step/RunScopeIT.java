package dev.darkroom.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.cli.output.StatusText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.JobScene;
import dev.darkroom.job.RunResult;
import dev.darkroom.job.maintenance.UnknownRowSettlement;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.pace.StoredPauses;
import dev.darkroom.results.RunSummary;
import dev.darkroom.runs.RunStatus;
import dev.darkroom.runs.RunStatusReader;
import dev.darkroom.runs.UnknownPurchase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunScopeIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void only_the_chosen_rows_are_bought_again_and_others_stay_pending() throws IOException {
        JobScene scene = scene("fine", "[[fault:job-failed]] one", "fine", "fine", "fine")
                .job("budget: { max-cost: 0.06, price: 0.02 }");
        RunResult stopped = scene.run();
        assertThat(statuses(stopped)).containsExactly("succeeded", "failed", "succeeded", "pending", "pending");

        RunResult again = scene.resume(stopped.summary().run(), "1.00", RunScope.only(Set.of(RowStatus.FAILED)));

        assertThat(statuses(again)).containsExactly("succeeded", "failed", "succeeded", "pending", "pending");
        assertThat(attempts(again)).containsExactly("1", "2", "1", "0", "0");
        assertThat(again.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(again.summary().stopReason()).startsWith("selection: only rows in the status failed");

        RunResult rest = scene.resume(stopped.summary().run(), "1.00", RunScope.ALL);
        assertThat(statuses(rest)).containsExactly("succeeded", "failed", "succeeded", "succeeded", "succeeded");
        assertThat(rest.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
    }

    @Test
    void rows_that_were_not_chosen_are_not_looked_up_in_other_runs() throws IOException {
        JobScene scene = scene(
                        "fine", "[[fault:job-failed]] one", "bought elsewhere", "[[fault:status-401]] left elsewhere")
                .job("budget: { max-cost: 0.04, price: 0.02 }");
        RunResult stopped = scene.run();
        assertThat(statuses(stopped)).containsExactly("succeeded", "failed", "pending", "pending");
        scene.replace("max-cost: 0.04", "max-cost: 1.00");
        assertThat(statuses(scene.runNew())).containsExactly("reused", "failed", "succeeded", "submitted");

        RunResult again = scene.resume(stopped.summary().run(), RunScope.only(Set.of(RowStatus.FAILED)));

        assertThat(statuses(again)).containsExactly("succeeded", "failed", "pending", "pending");
        assertThat(attempts(again)).containsExactly("1", "2", "0", "0");
    }

    @Test
    void a_finished_run_with_reopened_rows_runs_again_without_staging_again() throws IOException {
        JobScene scene = scene("fine", "[[fault:submit-lost]] one", "[[fault:job-failed]] two")
                .job();
        RunResult finished = scene.run();
        assertThat(statuses(finished)).containsExactly("succeeded", "unknown", "failed");

        RunResult again = scene.resume(finished.summary().run(), RunScope.only(Set.of(RowStatus.UNKNOWN)));

        assertThat(statuses(again)).containsExactly("succeeded", "succeeded", "failed");
        assertThat(attempts(again)).containsExactly("1", "2", "1");
        assertThat(again.summary().requests().possibleDuplicates()).isEqualTo(1);
        assertThat(again.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
    }

    @Test
    void a_finished_run_without_such_rows_buys_nothing_and_ends_as_it_did() throws IOException {
        JobScene scene = scene("fine", "[[fault:job-failed]] one").job();
        RunResult finished = scene.run();

        RunResult again = scene.resume(finished.summary().run(), RunScope.only(Set.of(RowStatus.UNKNOWN)));

        assertThat(again.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(again.messages()).anyMatch(message -> message.contains("nothing is bought"));
    }

    @Test
    void a_cancelled_run_buys_nothing_more_and_is_finished() throws IOException {
        JobScene scene = scene("one", "two", "three").job("budget: { max-cost: 0.02, price: 0.02 }");
        RunResult stopped = scene.run();
        String run = stopped.summary().run();
        assertThat(statuses(stopped)).containsExactly("succeeded", "pending", "pending");

        RunResult cancelled = scene.resume(run, RunScope.CANCEL);

        assertThat(statuses(cancelled)).containsExactly("succeeded", "cancelled", "cancelled");
        assertThat(JobScene.lines(cancelled, "results.csv").get(2)).contains("CANCELLED: by the user");
        assertThat(cancelled.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(cancelled.summary().state().name()).isEqualTo("FINISHED");

        RunResult bought = scene.resume(run, "1.00", RunScope.only(Set.of(RowStatus.CANCELLED)));
        assertThat(statuses(bought)).containsExactly("succeeded", "succeeded", "succeeded");
        assertThat(bought.exitCode()).isZero();
    }

    @Test
    void a_lost_submit_is_settled_by_the_user() throws IOException {
        JobScene scene = scene("fine", "[[fault:submit-lost]] one", "[[fault:submit-500]] two")
                .job();
        RunResult finished = scene.run();
        String run = finished.summary().run();
        RunStatus status = status(scene);
        assertThat(status.unknown()).extracting(UnknownPurchase::id).containsExactly("row2", "row3");
        assertThat(status.unknown().get(0).prompt()).endsWith("one");
        UnknownRowSettlement settlement = new UnknownRowSettlement(InstantSource.system(), JSON);

        settlement.settle(scene.workspace(), run, "row2", "a-request-the-service-never-saw");
        settlement.settle(scene.workspace(), run, "row3", null);

        assertThat(status(scene).summary().count(RowStatus.SUBMITTED)).isEqualTo(1);
        assertThat(status(scene).summary().count(RowStatus.PENDING)).isEqualTo(1);
        assertThat(status(scene).summary().state().name()).isEqualTo("STOPPED");
    }

    @Test
    void status_and_summary_tell_the_same_errors() throws IOException {
        JobScene scene = scene(
                        "fine",
                        "[[fault:submit-500]] one",
                        "[[fault:output-truncated]] two",
                        "[[fault:job-failed]] three")
                .job("retry: { attempts: 1 }");
        Path manifest = scene.folder().resolve("manifest.csv");
        Files.writeString(
                manifest, Files.readString(manifest) + "row5,[[fault:submit-500]] one,https://shop.example/2.jpg\n");

        RunSummary ended = scene.run().summary();

        assertThat(ended.count(RowStatus.UNKNOWN)).isEqualTo(2);
        assertThat(ended.count(RowStatus.DOWNLOAD_FAILED)).isEqualTo(1);
        assertThat(ended.errors())
                .contains(new RunSummary.ErrorCount("500001", 2, false))
                .hasSize(3);
        assertThat(status(scene).summary().errors()).isEqualTo(ended.errors());
    }

    @Test
    void a_pause_that_is_kept_for_the_next_start_is_told_of_a_run_that_waits_for_one() throws IOException {
        JobScene scene = scene("fine", "fine").job("budget: { max-cost: 0.02, price: 0.02 }");
        scene.run();
        assertThat(status(scene).summary().pausedUntil()).isNull();
        new StoredPauses(scene.workspace().pauses(), "simulator", "some account", JSON, InstantSource.system())
                .keep("submits", Duration.ofMinutes(20));

        RunStatus waits = status(scene);
        assertThat(waits.summary().pausedUntil()).isAfter(Instant.now());
        assertThat(StatusText.lines(waits, "darkroom").get(0)).contains("exit 4, paused until ");

        scene.replace("max-cost: 0.02", "max-cost: 1.00").run();
        assertThat(status(scene).summary().pausedUntil()).as("it is finished").isNull();
    }

    private static RunStatus status(JobScene scene) throws IOException {
        return new RunStatusReader(InstantSource.system(), JSON).read(scene.workspace(), null, true);
    }

    private JobScene scene(String... prompts) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= prompts.length; row++) {
            lines.add("row" + row + "," + prompts[row - 1] + ",https://shop.example/" + row + ".jpg");
        }
        return new JobScene(folder).file("manifest.csv", lines.toArray(String[]::new));
    }

    private static List<String> statuses(RunResult result) throws IOException {
        return column(result, "status");
    }

    private static List<String> attempts(RunResult result) throws IOException {
        return column(result, "attempts");
    }

    private static List<String> column(RunResult result, String key) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JSON.readTree(line).path(key).asString())
                .collect(Collectors.toList());
    }

    @Test
    void a_run_of_the_first_rows_is_gone_on_with_and_never_with_others() throws IOException {
        JobScene scene = new JobScene(folder)
                .job()
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,one,https://shop.example/a.jpg",
                        "b,two,https://shop.example/b.jpg");
        RunResult first = scene.run(firstRows("1"));
        assertThat(scene.resume(first.summary().run()).exitCode()).isEqualTo(ExitCode.FINISHED);
        assertThatThrownBy(() -> scene.resume(first.summary().run(), firstRows("2"), RunScope.ALL))
                .hasMessageContaining("--first was 1, is now 2");
    }

    private static JobOverrides firstRows(String rows) {
        return new JobOverrides(null, null, null, null, null, null, rows, List.of());
    }
}
