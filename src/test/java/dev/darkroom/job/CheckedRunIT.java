package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckedRunIT {

    private static final List<String> FAULTS =
            List.of("blank", "blurred", "narrow", "off-white", "other-type", "bomb", "garbled");

    @TempDir
    Path folder;

    private JobScene scene(String... more) throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("id,prompt,image_urls", "good,a vase on white,https://shop.example/1.jpg"));
        for (String fault : FAULTS) {
            rows.add(fault + ",a vase on white [[fault:output-" + fault + "]],https://shop.example/1.jpg");
        }
        return new JobScene(folder)
                .file("manifest.csv", rows.toArray(String[]::new))
                .job(more);
    }

    @Test
    void each_picture_that_will_not_do_has_its_flags_and_its_row_succeeds_all_the_same() throws Exception {
        RunResult result = scene("checks: { background: white }").run();

        assertThat(result.exitCode()).isZero();
        assertThat(outcomes(result))
                .allMatch(row -> row.path("status").asString().equals("succeeded"))
                .extracting(CheckedRunIT::flags)
                .containsExactly(
                        "",
                        "blank=0 background=1",
                        "blurred",
                        "size=384x512 aspect=0.25",
                        "background=1",
                        "format=gif size=1x1 blank=0",
                        "undecodable=60000x60000 size=60000x60000",
                        "undecodable=512x512");
        assertThat(JobScene.lines(result, "report/by-flag.csv"))
                .contains("blank,2,0.2500,blank", "size,3,0.3750,narrow", "identical,0,0.0000,");
        assertThat(JobScene.lines(result, "report/totals.csv")).contains("flagged,7");
        ThumbnailStore thumbnails = new ThumbnailStore(result.output());
        assertThat(thumbnails.all())
                .extracting(file -> file.getFileName().toString())
                .contains("1-1.jpg", "2-1.jpg", "3-1.jpg", "4-1.jpg", "5-1.jpg", "6-1.jpg")
                .doesNotContain("7-1.jpg", "8-1.jpg");
        assertThat(PictureFile.inspect(thumbnails.output(4, 1))).isEqualTo(new PictureFile(PictureType.JPEG, 240, 320));
    }

    @Test
    void a_flag_that_is_to_fail_a_row_does_and_the_picture_stays_and_is_paid_for() throws IOException {
        RunResult result = scene("checks: { fail: [blank] }").run();

        assertThat(result.exitCode()).isEqualTo(5);
        JsonNode blank = outcomes(result).get(1);
        assertThat(blank.path("status").asString()).isEqualTo("failed");
        assertThat(blank.path("reason").asString()).startsWith("CHECK_BLANK: blank=0: ");
        assertThat(blank.path("flags").get(0).asString()).isEqualTo("blank=0");
        assertThat(result.output().resolve(blank.path("files").get(0).asString()))
                .isRegularFile();
        assertThat(blank.path("cost_usd").decimalValue()).isPositive();
        assertThat(result.summary().count(RowStatus.FAILED)).isEqualTo(2);
        assertThat(result.summary().cost().spentUsd())
                .isEqualByComparingTo(blank.path("cost_usd").decimalValue().multiply(BigDecimal.valueOf(8)));
        assertThat(JobScene.lines(result, "failed.csv")).hasSize(3);
        assertThat(JobScene.lines(result, "report/by-error.csv").get(1))
                .startsWith("CHECK_BLANK,2,0.2500,false,blank,");
        assertThat(JobScene.lines(result, "report/by-status.csv")).contains("failed,2,0.2500");
    }

    @Test
    void it_is_bought_again_only_on_request_and_then_takes_the_place_of_the_old_one() throws IOException {
        JobScene scene = scene("checks: { fail: [blank] }");
        RunResult first = scene.run();

        assertThat(scene.run().summary().requests().submitted()).isEqualTo(8);
        RunResult again = scene.resume(first.summary().run(), RunScope.only(Set.of(RowStatus.FAILED)));

        assertThat(again.summary().requests().submitted()).isEqualTo(10);
        assertThat(outcomes(again).get(1).path("reason").asString()).startsWith("CHECK_BLANK: ");
        assertThat(outcomes(again).get(1).path("attempts").asInt()).isEqualTo(2);
        try (Stream<Path> files = Files.list(again.output().resolve("images"))) {
            assertThat(files).hasSize(8);
        }
    }

    @Test
    void a_canary_takes_it_for_a_failure() throws IOException {
        RunResult result =
                scene("checks: { fail: [blank, blurred] }", "canary: 3").run();

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.summary().count(RowStatus.PENDING)).isEqualTo(5);
    }

    private static List<JsonNode> outcomes(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    /** Returns a row's flags without the measure of sharpness, which depends on how the picture was painted. */
    private static String flags(JsonNode row) {
        return String.join(
                " ",
                row.path("flags")
                        .valueStream()
                        .map(flag -> flag.asString().replaceAll("blurred=.*", "blurred"))
                        .toList());
    }
}
