package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plays a night with two rows of the night before and a new one, whose source pictures' host takes its time. */
@Timeout(300)
class HeldRowsIT {

    private static final String HEADER = "id,prompt,image_urls";

    @TempDir
    Path folder;

    private final ShopFront shop;
    private JobScene scene;

    HeldRowsIT() throws IOException {
        this.shop = new ShopFront();
    }

    @BeforeEach
    void buy() throws Exception {
        scene = scene(InstantSource.offset(InstantSource.system(), Duration.ofDays(-1)));
        assertThat(scene.run().exitCode()).isZero();
        List<String> rows = new ArrayList<>(Files.readAllLines(folder.resolve("manifest.csv")));
        rows.add(line("c", "green"));
        scene = scene(InstantSource.system()).file("manifest.csv", rows.toArray(String[]::new));
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Tag("h2")
    @Test
    void a_new_row_is_bought_before_the_others_sources_are_known() throws Exception {
        shop.silentUntilBought("make it green");
        RunResult second = scene.run();
        assertThat(second.exitCode()).isZero();
        assertThat(second.summary().count(RowStatus.REUSED)).isEqualTo(2);
        assertThat(shop.bought()).containsExactlyInAnyOrder("make it red", "make it blue", "make it green");
        List<String> journal = journal(second);
        assertThat(first(journal, "\"accepted\""))
                .as("the purchase is recorded before a picture is reused")
                .isLessThan(first(journal, "\"shared\""));
        assertThat(Files.readString(second.output().resolve("run.log")))
                .contains(
                        "to buy: 1 requests, estimated at ",
                        "; at most 2 more, if their earlier pictures do not serve");
    }

    @Test
    void a_row_whose_source_changed_is_bought_once_it_is_known_and_once_alone() throws Exception {
        shop.silentUntilBought("make it green");
        shop.change("a.jpg");
        RunResult second = scene.run();
        assertThat(second.exitCode()).isZero();
        assertThat(second.summary().count(RowStatus.REUSED)).isEqualTo(1);
        assertThat(shop.bought().subList(2, 4)).containsExactly("make it green", "make it red");
        assertThat(second.summary().cost().estimatedUsd()).isEqualByComparingTo("0.03");
    }

    @Test
    void a_stop_meanwhile_leaves_the_others_pending_and_the_next_start_reuses_them() throws Exception {
        shop.silentUntilBought("what nobody buys");
        ExecutorService process = Executors.newSingleThreadExecutor();
        try {
            Future<RunResult> running = process.submit(() -> scene.run());
            shop.awaitQuestion();
            scene.stop().requestStop("stopped by the test");
            RunResult stopped = running.get(1, TimeUnit.MINUTES);
            assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
            assertThat(stopped.summary().count(RowStatus.REUSED)).isZero();
            assertThat(stopped.summary().count(RowStatus.PENDING)).isGreaterThanOrEqualTo(2);
        } finally {
            process.shutdownNow();
        }
        shop.speak();
        RunResult resumed = scene(InstantSource.system()).run();
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.summary().count(RowStatus.REUSED)).isEqualTo(2);
        assertThat(shop.bought()).hasSize(3).doesNotHaveDuplicates();
    }

    /** Writes the job, and the first night's manifest if there is none. */
    private JobScene scene(InstantSource wall) throws IOException {
        JobScene made = new JobScene(folder, wall);
        if (!Files.exists(folder.resolve("manifest.csv"))) {
            made.file("manifest.csv", HEADER, line("a", "red"), line("b", "blue"));
        }
        return made.file(
                "job.yaml",
                "manifest: manifest.csv",
                "model: " + JobScene.FLASH,
                "api: " + shop.base(),
                "input: { image_size: square, output_format: png }",
                "report: { sources: none }",
                "output: out/{{run}}");
    }

    private static String line(String id, String colour) {
        return id + ",make it " + colour + ",https://catalog.darkroom.example/" + id + ".jpg";
    }

    private List<String> journal(RunResult result) throws IOException {
        return Files.readAllLines(scene.workspace().journal(result.summary().run()));
    }

    private static int first(List<String> lines, String text) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).contains(text)) {
                return line;
            }
        }
        throw new AssertionError("there is no " + text);
    }
}
