package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Tests which calls a run makes to the service, in which order, and what it does when a step breaks. */
@Timeout(300)
class ObservedRunIT {

    private static final int ROWS = 200;

    @TempDir
    Path folder;

    @BeforeEach
    void observe() {
        System.setProperty(ObservedService.CALLS, calls().toString());
    }

    @AfterEach
    void look_away() {
        System.clearProperty(ObservedService.CALLS);
        System.clearProperty(ObservedService.BREAKS_AFTER);
    }

    @Test
    void a_step_that_breaks_halts_the_buying_and_the_next_start_goes_on() throws IOException {
        JobScene scene = scene("submit: { rate: 40/s, max-in-flight: 16 }");
        System.setProperty(ObservedService.BREAKS_AFTER, "20");

        RunResult broken = scene.run();

        assertThat(broken.exitCode()).isEqualTo(ExitCode.DEFECT);
        assertThat(broken.summary().stopReason()).startsWith("failure: ").contains("StackOverflowError");
        List<String> calls = ObservedService.calls(calls());
        int atBreak = submits(calls.subList(0, calls.indexOf("broken")));
        assertThat(submits(calls)).isLessThan(ROWS / 2).isBetween(atBreak, atBreak + 5);
        assertThat(broken.summary().count(RowStatus.PENDING)).isEqualTo(ROWS - submits(calls));
        assertThat(JobScene.lines(broken, "results.csv")).hasSize(ROWS + 1);
        assertThat(JobScene.lines(broken, "run.log")).anyMatch(line -> line.contains("StackOverflowError"));

        System.clearProperty(ObservedService.BREAKS_AFTER);
        RunResult whole = scene.replace("40/s", "500/s").run();
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.summary().run()).isEqualTo(broken.summary().run());
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(ROWS);
        assertThat(submits(ObservedService.calls(calls()))).as("bought in all").isEqualTo(ROWS);
    }

    @Test
    void a_download_step_that_cannot_even_begin_halts_the_buying() throws IOException {
        JobScene scene = scene("submit: { rate: 40/s, max-in-flight: 16 }").replace("out/{{run}}", "out/here");
        Path obstacle = Files.createDirectories(folder.resolve("out/here/images/.left.part/over"));

        RunResult broken = scene.run();

        assertThat(broken.exitCode()).isEqualTo(ExitCode.DEFECT);
        assertThat(broken.summary().stopReason()).startsWith("failure: downloading failed: ");
        assertThat(submits(ObservedService.calls(calls()))).isLessThan(ROWS / 4);
        assertThat(JobScene.lines(broken, "results.csv")).hasSize(ROWS + 1);

        Files.delete(obstacle);
        assertThat(scene.replace("40/s", "500/s").run().exitCode()).isZero();
        assertThat(submits(ObservedService.calls(calls()))).as("bought in all").isEqualTo(ROWS);
    }

    @Test
    void what_is_known_at_the_service_is_asked_for_before_anything_is_bought() throws IOException {
        JobScene scene = scene("submit: { rate: 40/s, max-in-flight: 16 }");
        System.setProperty(ObservedService.BREAKS_AFTER, "20");
        RunResult broken = scene.run();
        Set<String> known = new HashSet<>(requests(broken));
        assertThat(known).isNotEmpty();
        System.clearProperty(ObservedService.BREAKS_AFTER);
        int before = ObservedService.calls(calls()).size();

        assertThat(scene.replace("40/s", "500/s").run().exitCode()).isZero();

        List<String> calls = ObservedService.calls(calls());
        List<String> since = calls.subList(before, calls.size());
        List<String> first = since.subList(0, since.indexOf("submit"));
        assertThat(first).containsAll(known.stream().map(id -> "question " + id).toList());
    }

    private Path calls() {
        return folder.resolve("calls.txt");
    }

    private JobScene scene(String... job) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= ROWS; row++) {
            lines.add("row" + row + ",make it " + row + ",https://shop.example/" + row + ".jpg");
        }
        JobScene scene =
                new JobScene(folder, InstantSource.system()).file("manifest.csv", lines.toArray(String[]::new));
        return scene.job().replace("submit: { rate: 500/s, max-in-flight: 16 }", String.join("\n", job));
    }

    private static int submits(List<String> calls) {
        return (int) calls.stream().filter("submit"::equals).count();
    }

    private static List<String> requests(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(row -> row.path("status").asString().equals("submitted")
                        && row.path("output_urls").isEmpty())
                .map(row -> row.path("request_id").asString())
                .toList();
    }
}
