package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {

    @TempDir
    Path output;

    @Test
    void the_page_and_its_sheets_are_darkrooms_and_files_of_other_names_are_not() throws IOException {
        Path report = Files.createDirectories(output.resolve("report"));
        for (String name : List.of("sheet-1.html", "sheet-40.html", "sheet-0.html", "sheet-mine.html", "notes.html")) {
            Files.createFile(report.resolve(name));
        }
        Files.createFile(output.resolve("report.html"));
        Files.createFile(output.resolve("report (2).html"));

        assertThat(OutputFiles.in(output).stream()
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("report.html", "sheet-1.html", "sheet-40.html");
    }

    @Test
    void the_tables_are_named_as_far_as_they_are_there_and_what_a_process_writes_again_is_not_settled()
            throws IOException {
        for (String name :
                List.of("results.xlsx", "failed.csv", "results.csv", "summary.json", "run.log", "files.json")) {
            Files.createFile(output.resolve(name));
        }

        assertThat(OutputFiles.tablesIn(output)).containsExactly("results.csv", "results.xlsx", "failed.csv");
        assertThat(OutputFiles.settledIn(output).stream()
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("results.csv", "results.xlsx", "failed.csv");
        assertThat(OutputFiles.in(output)).hasSize(6);
    }
}
