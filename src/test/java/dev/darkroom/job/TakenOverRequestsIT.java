package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests that a request which one run has purchased and another adopts belongs to the one that purchased it, whatever
 * becomes of the other.
 */
class TakenOverRequestsIT {

    private static final String SILENT = "faults: { status-401: { share: 1 } }";

    @TempDir
    Path folder;

    private JobScene scene;
    private String first;

    /** Plays a run whose four rows are at the service, one at work and three in its queue. */
    @BeforeEach
    void buyFirst() throws IOException {
        scene = new JobScene(folder, InstantSource.system())
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,one,https://shop.example/1.jpg",
                        "b,two,https://shop.example/2.jpg",
                        "c,three,https://shop.example/3.jpg",
                        "d,four,https://shop.example/4.jpg")
                .job("poll: { run-timeout: 100ms }")
                .replace("capacity: 100, service-time: 10ms", "capacity: 1, service-time: 10m");
        leaveAll();
        RunResult bought = scene.run();
        assertThat(bought.summary().count(RowStatus.SUBMITTED)).isEqualTo(4);
        first = bought.summary().run();
        collectAll();
    }

    /** Lets the service tell nobody any more how a request stands: what is bought stays there. */
    private void leaveAll() throws IOException {
        scene.replace("service-time: 10m", "service-time: 10m, " + SILENT);
    }

    private void collectAll() throws IOException {
        scene.replace(", " + SILENT, "");
    }

    @Test
    void a_run_that_is_cancelled_looks_nothing_up_and_leaves_the_others_requests_alone() throws IOException {
        String second = beginAnother();

        RunResult cancelled = another().resume(second, RunScope.CANCEL);

        assertThat(cancelled.summary().count(RowStatus.CANCELLED)).isEqualTo(4);
        assertThat(JobScene.lines(cancelled, "results.csv").get(1))
                .contains("CANCELLED: by the user, before it was sent");
        assertThat(cancelled.summary().state().name()).isEqualTo("FINISHED");
        assertThat(cancelledAtService()).isZero();
    }

    @Test
    void a_run_that_is_cancelled_leaves_what_it_took_over_before_in_the_queue() throws IOException {
        leaveAll();
        RunResult took = another().runNew();
        assertThat(took.summary().count(RowStatus.SUBMITTED)).isEqualTo(4);
        assertThat(took.summary().requests().submitted()).isZero();
        collectAll();

        RunResult cancelled = another().resume(took.summary().run(), RunScope.CANCEL);

        assertThat(cancelledAtService()).isZero();
        assertThat(cancelled.summary().state().name()).isEqualTo("FINISHED");
        assertThat(cancelled.summary().count(RowStatus.TIMED_OUT)).isEqualTo(4);
        assertThat(JobScene.lines(cancelled, "results.csv"))
                .anyMatch(line -> line.contains("NOT_CANCELLED: another run bought it"));
        leaveAll();
        assertThat(another().resume(first).summary().count(RowStatus.SUBMITTED)).isEqualTo(4);
    }

    @Test
    void what_was_taken_over_and_waits_too_long_is_kept_and_not_cancelled() throws IOException {
        scene.replace("run-timeout: 100ms", "run-timeout: 100ms, queue-timeout: 1ms");

        RunResult second = another().runNew();
        RunResult third = another().runNew();

        assertThat(cancelledAtService()).isZero();
        assertThat(List.of(second, third)).allSatisfy(run -> {
            assertThat(run.summary().requests().submitted()).isZero();
            assertThat(run.summary().count(RowStatus.TIMED_OUT)).isEqualTo(4);
        });
        assertThat(another().resume(third.summary().run()).summary().count(RowStatus.TIMED_OUT))
                .isEqualTo(4);
        assertThat(cancelledAtService()).isZero();
    }

    @Test
    void what_a_run_bought_itself_is_cancelled_with_it_although_another_took_it_over() throws IOException {
        scene.replace("run-timeout: 100ms", "run-timeout: 100ms, queue-timeout: 1ms");
        another().runNew();

        RunResult cancelled = another().resume(first, RunScope.CANCEL);

        assertThat(cancelled.summary().count(RowStatus.CANCELLED)).isEqualTo(3);
        assertThat(cancelledAtService()).isEqualTo(3);
    }

    /** Begins a run of the same rows that is stopped before it has read them. */
    private String beginAnother() throws IOException {
        JobScene stopped = another();
        stopped.stop().requestStop("stopped by the test");
        return stopped.runNew().summary().run();
    }

    /** Returns a scene of another process in the same place. */
    private JobScene another() {
        return new JobScene(folder, InstantSource.system());
    }

    private long cancelledAtService() throws IOException {
        try (var lines = Files.lines(scene.workspace().simulator().resolve("requests.jsonl"))) {
            return lines.filter(line ->
                            JsonMapper.shared().readTree(line).toString().contains("cancelled"))
                    .count();
        }
    }
}
