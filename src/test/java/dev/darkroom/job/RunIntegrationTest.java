package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIntegrationTest {

    @TempDir
    Path folder;

    @Test
    void every_row_gets_a_picture_of_its_own() throws IOException {
        Scene scene = new Scene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls,brand",
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it blue,https://shop.example/2.jpg,Süd",
                        "c,make it green,https://shop.example/3.jpg,Nord")
                .job();
        RunResult result = scene.run();
        assertThat(result.exitCode()).isZero();
        List<String> lines = Scene.lines(result, "results.csv");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("a,2,succeeded,").contains("images/a-1.png", "Nord");
        assertThat(result.output().resolve("images")).isDirectoryContaining("glob:**a-1.png");
    }
}
