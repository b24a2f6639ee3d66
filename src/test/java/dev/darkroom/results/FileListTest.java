package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.results.files.FileList;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FileListTest {

    @TempDir
    Path output;

    @Test
    void what_a_run_left_is_listed_with_hash_size_and_version() throws IOException {
        Files.createDirectories(output.resolve("report/thumbnails/00"));
        Files.createDirectories(output.resolve("images"));
        for (String name : List.of(
                "results.csv",
                "failed.csv",
                "report.html",
                "summary.json",
                "run.log",
                "images/a-1.png",
                "mine.csv",
                "report/junit.xml",
                "report/totals.csv",
                "report/sheet-1.html")) {
            Files.writeString(output.resolve(name), name);
        }

        assertThat(FileList.write(output, "night-1")).isEmpty();
        FileList.write(output, "night-1");

        JsonNode list = JsonMapper.shared().readTree(Files.readString(output.resolve("files.json")));
        PublishedSchema schema = PublishedSchema.of("files");
        schema.assertDescribes(list);
        assertThat(schema.faults(((ObjectNode) list.deepCopy()).put("extra", 1)))
                .isNotEmpty();
        assertThat(list.path("run").asString()).isEqualTo("night-1");
        assertThat(list.path("files").valueStream().map(FileListTest::line))
                .containsExactly(
                        line("failed.csv", "1"),
                        line("report.html", "null"),
                        line("report/junit.xml", "1"),
                        line("report/sheet-1.html", "null"),
                        line("report/totals.csv", "1"),
                        line("results.csv", "1"));
    }

    private static String line(JsonNode file) {
        return file.path("name").asString() + " " + file.path("bytes") + " "
                + file.path("sha256").asString() + " " + file.path("format");
    }

    private static String line(String name, String format) {
        return name + " " + name.length() + " " + LedgerScene.sha256(name) + " " + format;
    }
}
