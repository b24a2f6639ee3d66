package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PageIT {

    @TempDir
    Path folder;

    @Test
    void a_run_leaves_a_page_with_prompt_and_source_of_every_row_the_rejected_ones_too() throws IOException {
        RunResult result = scene().run();

        assertThat(result.output().resolve("report.html"))
                .content()
                .contains("\"id\":\"row1\"", "\"status\":\"succeeded\"", "\"prompt\":\"red mug\"")
                .contains("\"sources\":[\"https://shop.example/1.jpg\"]")
                .contains("\"status\":\"rejected\"", "\"prompt\":\"blue mug\"")
                .contains("\"sources\":[\"ftp://shop.example/2.jpg\"]");
    }

    @Test
    void report_writes_the_page_again() throws IOException {
        JobScene scene = scene();
        RunResult result = scene.run();
        Path page = result.output().resolve("report.html");
        String before = Files.readString(page);
        Files.delete(page);

        ReportWriter.WrittenReport report = report(scene);

        assertThat(report.pageWarnings()).isEmpty();
        assertThat(page).exists();
        assertThat(rows(Files.readString(page))).isEqualTo(rows(before));
    }

    @Test
    void a_page_that_cannot_be_written_is_a_warning_and_fails_no_run() throws IOException {
        JobScene scene = scene();
        Path inTheWay = folder.resolve("out/page");
        scene.replace("out/{{run}}", "out/page");
        Files.createDirectories(inTheWay.resolve("report.html/full"));

        RunResult result = scene.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(JobScene.lines(result, "results.csv")).hasSize(3);
        assertThat(Files.readString(inTheWay.resolve("run.log"))).contains("report.html could not be");
        assertThat(report(scene).pageWarnings()).singleElement().asString().contains("report.html could not be");
    }

    private ReportWriter.WrittenReport report(JobScene scene) throws IOException {
        return new ReportWriter(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn())
                .write(scene.workspace(), null, ReportWriter.ReportOptions.NONE, true);
    }

    private static String rows(String page) {
        return page.substring(page.indexOf("\"rows\":["));
    }

    private JobScene scene() throws IOException {
        return new JobScene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "row1,red mug,https://shop.example/1.jpg",
                        "row2,blue mug,ftp://shop.example/2.jpg")
                .job();
    }
}
