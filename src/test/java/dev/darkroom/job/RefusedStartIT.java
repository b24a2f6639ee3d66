package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.submit.PurchaseConfirmation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that a start which may not submit collects what an earlier one purchased: refused every night, it would let all
 * of it expire.
 */
class RefusedStartIT {

    private static final String SILENT = "faults: { status-401: { share: 1 } }";

    @TempDir
    Path folder;

    private JobScene scene;
    private String run;

    /** Plays a run of five rows, of which two are at the service, two wait to be submitted and one is invalid. */
    @BeforeEach
    void buyTwo() throws IOException {
        scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,one,https://shop.example/1.jpg",
                        "b,two,https://shop.example/2.jpg",
                        "c,three,https://shop.example/3.jpg",
                        "d,four,https://shop.example/4.jpg",
                        "e,,https://shop.example/5.jpg")
                .job()
                .replace("max-in-flight: 16", "max-in-flight: 2")
                .replace("service-time: 10ms", "service-time: 10ms, " + SILENT);
        RunResult bought = scene.run();
        assertThat(bought.summary().count(RowStatus.SUBMITTED)).isEqualTo(2);
        assertThat(bought.summary().count(RowStatus.PENDING)).isEqualTo(2);
        run = bought.summary().run();
        scene.replace(", " + SILENT, "");
    }

    @Test
    void a_strict_start_with_invalid_rows_collects_and_ends_with_2() throws IOException {
        RunResult refused = another().run(new StrictConfirmation());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.summary().stopReason()).startsWith("refused: 1 row is invalid");
        assertThat(refused.messages()).containsOnlyOnce(refused.messages().get(0));
        assertCollected(refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budget: { max-cost: 5 } | faults: { model-404: { share: 1 } } | 2 | refused: budget.max-cost cannot be kept",
                "budget: { max-cost: 0.04, price: 0.02 } | faults: {} | 4 | budget: ",
                "canary: 2 | faults: { model-401: { share: 1 } } | 3 | account: ",
            })
    void a_start_that_may_not_buy_collects_and_ends_with_its_code(String key, String faults, int code, String reason)
            throws IOException {
        scene.replace("service-time: 10ms", "service-time: 10ms, " + faults).replace("output:", key + "\noutput:");

        RunResult refused = another().run();

        assertThat(refused.exitCode()).isEqualTo(code);
        assertThat(refused.summary().stopReason()).startsWith(reason);
        scene.replace(", " + faults, "").replace(key + "\noutput:", "output:");
        assertCollected(refused);
    }

    @Test
    void a_defect_before_the_first_purchase_collects_and_ends_with_1() throws IOException {
        RunResult failed = another().run(new FailingConfirmation());

        assertThat(failed.exitCode()).isEqualTo(ExitCode.DEFECT);
        assertThat(failed.summary().stopReason())
                .startsWith("failure: the step preflight failed")
                .contains("broken terminal");
        assertCollected(failed);
    }

    @Test
    void a_changed_job_is_refused_and_what_it_bought_is_collected() throws IOException {
        letThemBeAsked();
        scene.replace("image_size: square", "image_size: square_hd");

        assertThatThrownBy(() -> another().run())
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("image_size");

        scene.replace("image_size: square_hd", "image_size: square");
        assertTwoCollected();
    }

    @Test
    void a_manifest_that_cannot_be_read_is_refused_and_what_was_bought_before_is_collected() throws IOException {
        letThemBeAsked();
        String manifest = Files.readString(folder.resolve("manifest.csv"));
        scene.file("manifest.csv", "id,prompt", "a,\"a quote without an end");

        assertThatThrownBy(() -> another().run()).isInstanceOf(ManifestException.class);

        Files.writeString(folder.resolve("manifest.csv"), manifest);
        assertTwoCollected();
    }

    @Test
    void another_jobs_run_is_left_alone_when_a_start_is_refused() throws IOException {
        letThemBeAsked();
        scene.file("manifest.csv", "id,prompt", "a,\"a quote without an end")
                .replace("output:", "name: other\noutput:");

        assertThatThrownBy(() -> another().run()).isInstanceOf(ManifestException.class);

        assertThat(recorded().count(RowStatus.SUBMITTED)).isEqualTo(2);
    }

    /** Ends the simulator's silence in the run's own copy of the job, from which it is resumed. */
    private void letThemBeAsked() throws IOException {
        Path copy = folder.resolve("home/runs/" + run + "/job.json");
        String job = Files.readString(copy);
        String loud = job.replaceAll("(?s)\"status-401\"\\s*:\\s*\\{[^}]*\\}", "");
        assertThat(loud).isNotEqualTo(job);
        Files.writeString(copy, loud);
    }

    private void assertTwoCollected() throws IOException {
        RunSummary collected = recorded();
        assertThat(collected.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(collected.stopReason()).startsWith("refused: ");
        assertThat(collected.count(RowStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(collected.count(RowStatus.PENDING)).isEqualTo(2);
        RunResult whole = another().run();
        assertThat(whole.summary().run()).isEqualTo(run);
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(4);
        assertThat(whole.summary().requests().submitted()).isEqualTo(4);
    }

    private RunSummary recorded() throws IOException {
        return SummaryFile.read(folder.resolve("home/summary.json")).orElseThrow();
    }

    private void assertCollected(RunResult refused) throws IOException {
        assertThat(refused.summary().run()).isEqualTo(run);
        assertThat(refused.summary().count(RowStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(refused.summary().count(RowStatus.PENDING)).isEqualTo(2);
        assertThat(refused.summary().requests().submitted()).isEqualTo(2);
        assertThat(refused.open()).isTrue();
        assertThat(JobScene.lines(refused, "results.csv").get(1)).contains("a,2,succeeded", "images/a-1.png");
        RunResult whole = another().run();
        assertThat(whole.summary().run()).isEqualTo(run);
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(4);
        assertThat(whole.summary().requests().submitted()).isEqualTo(4);
    }

    /** Returns a scene of another process in the same place. */
    private JobScene another() {
        return new JobScene(folder);
    }

    private static final class StrictConfirmation implements PurchaseConfirmation {
        @Override
        public boolean confirm(long purchases, @Nullable BigDecimal estimate) {
            return true;
        }

        @Override
        public boolean acceptRejected(long rejected) {
            return false;
        }
    }

    private static final class FailingConfirmation implements PurchaseConfirmation {
        @Override
        public boolean confirm(long purchases, @Nullable BigDecimal estimate) {
            return true;
        }

        @Override
        public boolean acceptRejected(long rejected) {
            throw new IllegalStateException("broken terminal");
        }
    }
}
