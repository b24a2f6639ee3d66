package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesIT {

    private static final String HEADER = "id,prompt,image_urls";
    private static final String CATALOG = "https://catalog.darkroom.example/";

    @TempDir
    Path folder;

    @Test
    void bought_rows_get_a_thumbnail_of_their_first_source_and_a_record_of_all() throws Exception {
        RunResult result = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red," + CATALOG + "mug-101.jpg|" + CATALOG + "mug-101-2.jpg",
                        "b,make it blue," + CATALOG + "mug-101.jpg",
                        "c,make it green,https://shop.example/3.jpg",
                        "d,make it white [[fault:job-failed]]," + CATALOG + "mug-102.jpg")
                .job()
                .run();

        ThumbnailStore thumbnails = new ThumbnailStore(result.output());
        PictureFile first = PictureFile.inspect(thumbnails.source(1));
        assertThat(first.type()).isEqualTo(PictureType.JPEG);
        assertThat(Math.max(first.width(), first.height())).isEqualTo(ThumbnailStore.MAX);
        assertThat(thumbnails.source(2)).hasSameBinaryContentAs(thumbnails.source(1));
        assertThat(thumbnails.source(3)).doesNotExist();
        assertThat(thumbnails.source(4)).as("the failed row's").exists();
        assertThat(JobScene.lines(result, "results.csv").get(3)).startsWith("c,4,succeeded,");
        assertThat(Files.readString(result.output().resolve("run.log"))).contains("3 of 4 source pictures");
        List<ObservedSource> seen = seen(1);
        assertThat(seen).extracting(ObservedSource::n).containsExactly(1, 2);
        assertThat(seen.get(0).sha256()).hasSize(64);
        assertThat(seen.get(1).sha256()).isNull();
        assertThat(seen).allSatisfy(source -> {
            assertThat(source.etag()).isNotBlank();
            assertThat(source.lastModified()).endsWith("GMT");
            assertThat(source.bytes()).isPositive();
        });
        assertThat(seen(3)).isEmpty();
        assertThat(seen(4)).as("there is nothing of it to reuse").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "none"})
    void nothing_is_fetched_unless_thumbnails_are_wanted(String mode) throws Exception {
        RunResult result = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red," + CATALOG + "mug-101.jpg")
                .job("report: { sources: " + mode + " }")
                .run();

        assertThat(result.exitCode()).isZero();
        assertThat(new ThumbnailStore(result.output()).source(1)).doesNotExist();
        assertThat(seen(1)).isEmpty();
    }

    @Test
    void what_a_comparison_finds_is_in_the_results_and_may_fail_the_row() throws Exception {
        RunResult result = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red," + CATALOG + "mug-101.jpg")
                .job("checks: { fail: [identical], identical: 1 }")
                .run();

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(JobScene.lines(result, "results.csv").get(1))
                .startsWith("a,2,failed,")
                .contains("CHECK_IDENTICAL")
                .contains("identical=")
                .contains("images/a-1.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "blank"})
    void a_source_that_comes_back_unchanged_is_found_whether_or_not_another_check_failed_its_row(String fail)
            throws Exception {
        RunResult result = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,cut it out [[fault:output-source]]," + CATALOG + "mug-101.jpg")
                .job("checks: { fail: [" + fail + "], background: white }")
                .run();

        String row = JobScene.lines(result, "results.csv").get(1);
        assertThat(row).contains("size=").contains("|identical=");
        assertThat(row.contains("CHECK_SIZE")).isEqualTo(fail.equals("size"));
        assertThat(row).doesNotContain("CHECK_IDENTICAL");
        assertThat(JobScene.lines(result, "report/by-flag.csv")).contains("identical,1,1.0000,a");
    }

    @Test
    void a_program_of_the_users_raises_flags_of_its_own_and_fails_nothing() throws Exception {
        RunResult result = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red," + CATALOG + "mug-101.jpg",
                        "b,make it blue," + CATALOG + "mug-102.jpg")
                .job(
                        "checks:",
                        "  command:",
                        "    - sh",
                        "    - -c",
                        "    - 'cmp -s \"$1\" \"$2\" || echo \"glare: $(basename \"$1\")\"; case \"$1\" in *b-1.png) exit 3; esac'",
                        "    - look",
                        "    - '{{file}}'",
                        "    - '{{source}}'")
                .run();

        assertThat(result.exitCode()).isZero();
        List<String> rows = JobScene.lines(result, "results.csv");
        assertThat(rows.get(1)).startsWith("a,2,succeeded,").contains("glare=a-1.png");
        assertThat(rows.get(2)).startsWith("b,3,succeeded,").doesNotContain("glare");
        assertThat(JobScene.lines(result, "report/by-flag.csv")).contains("glare,1,0.5000,a");
        assertThat(Files.readString(result.output().resolve("run.log")))
                .contains("checks.command said nothing about b-1.png: it ended with exit code 3");
    }

    @Test
    void a_picture_unlike_the_others_of_its_brand_is_flagged_once_and_fails_nothing() throws Exception {
        List<String> rows = new ArrayList<>(List.of("id,brand,prompt,image_urls"));
        for (int n = 1; n <= 10; n++) {
            String fault = n == 4 ? " [[fault:output-off-white]]" : "";
            rows.add("a" + n + ",acme,on white" + fault + "," + CATALOG + "mug-101.jpg?" + n);
        }
        for (int n = 1; n <= 3; n++) {
            String fault = n == 2 ? " [[fault:output-off-white]]" : "";
            rows.add("b" + n + ",bolt,on white" + fault + "," + CATALOG + "mug-101.jpg?b" + n);
        }
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", rows.toArray(String[]::new))
                .job("checks: { group: brand }", "report: { sources: none }");

        RunResult result = scene.run();

        assertThat(result.exitCode()).isZero();
        List<String> written = JobScene.lines(result, "results.csv");
        assertThat(written)
                .filteredOn(line -> line.contains("uneven"))
                .singleElement()
                .asString()
                .startsWith("a4,5,succeeded,")
                .contains("border #")
                .contains(" among #");
        assertThat(JobScene.lines(result, "report/by-flag.csv")).contains("uneven,1,0.0769,a4");
        assertThat(Files.readString(result.output().resolve("report.html"))).contains("uneven=");
        assertThat(Files.readString(result.output().resolve("run.log")))
                .contains("10 of 13 pictures were compared with their group, 1 are uneven");
        Path journal = scene.workspace().journal(result.summary().run());
        assertThat(Files.readString(journal)).containsOnlyOnce("\"judged\"");

        RunResult again = scene.resume(result.summary().run());

        assertThat(JobScene.lines(again, "results.csv")).isEqualTo(written);
        assertThat(Files.readString(journal)).containsOnlyOnce("\"judged\"");

        Files.delete(new ThumbnailStore(result.output()).output(4, 1));
        RunResult without = scene.resume(result.summary().run());

        assertThat(JobScene.lines(without, "results.csv"))
                .as("what was found before")
                .isEqualTo(written);
    }

    private List<ObservedSource> seen(int row) throws IOException {
        try (LedgerDatabase database =
                LedgerDatabase.open(new JobScene(folder).workspace().ledger(), "test")) {
            return new ObservedSources(database.dataSource()).of(new RowKey(1, row));
        }
    }
}
