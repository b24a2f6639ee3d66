package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.workbook.WorkbookBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that follows a run goes by its own copy of a workbook, and of several files. */
class WorkbookRunIT {

    private static final String PICTURE = "https://catalog.darkroom.example/mug-10";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void a_job() throws IOException {
        SimulatorJob.write(folder, "night", "columns: { id: sku }", "sheet: Products", "results: { xlsx: true }");
        new WorkbookBuilder()
                .formats("000")
                .sheet("Notes", WorkbookBuilder.row(1, "read me"))
                .sheet(
                        "Products",
                        WorkbookBuilder.row(1, "sku", "prompt", "image_urls"),
                        "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>7</v></c>" + texts(2, "=mug", PICTURE + "1.jpg")
                                + "</row>",
                        "<row r=\"5\"><c r=\"A5\" s=\"1\"><v>8</v></c>" + texts(5, "cup", PICTURE + "2.jpg") + "</row>",
                        "<row r=\"6\"><c r=\"A6\" s=\"1\"><v>9</v></c>" + texts(6, "bad", "no address") + "</row>")
                .write(folder.resolve("rows.xlsx"));
        Files.writeString(folder.resolve("more.csv"), "sku,prompt,image_urls\nX,x,nothing\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.xlsx", "[rows.xlsx, more.csv]"})
    void a_run_is_restored_reviewed_and_made_again_from_its_own_copy(String manifest) throws IOException {
        boolean several = manifest.startsWith("[");
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replace("manifest: rows.csv", "manifest: " + manifest));
        CliRun run = darkroom("run", "job.yaml");
        assertThat(run.code()).as(run.err()).isEqualTo(5);
        Path output = newest();
        List<String> results = results(output);
        assertThat(results.get(0)).contains("\"id\":\"007\",\"line\":2,\"status\":\"succeeded\"");
        assertThat(results.get(2)).contains("\"id\":\"009\",\"line\":6,\"status\":\"rejected\"");
        assertThat(results).hasSize(several ? 4 : 3);

        Files.delete(folder.resolve("rows.xlsx"));
        Files.delete(folder.resolve("more.csv"));
        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));
        Files.delete(output.resolve("results.jsonl"));
        Files.delete(output.resolve("results.xlsx"));
        CliRun rebuilt = darkroom("resume", "--rebuild");
        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(5);
        assertThat(results(output)).isEqualTo(results);
        assertThat(output.resolve("results.xlsx")).exists();
        String extra = several ? ",rows.xlsx" : "";
        assertThat(Files.readAllLines(output.resolve("failed.csv")).get(1))
                .startsWith("009,bad,no address" + extra + ",rejected,");

        Files.writeString(folder.resolve("decisions.csv"), "id,decision,note\n007,rejected,PROMPT: a jug\n");
        CliRun review = darkroom("review", output.getFileName().toString(), "decisions.csv");
        assertThat(review.code()).as(review.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("redo.csv")).get(1)).startsWith("007,a jug," + PICTURE + "1.jpg");
        CliRun redo = darkroom(
                "run", "job.yaml", "--manifest", folder.resolve("redo.csv").toString());
        assertThat(redo.code()).as(redo.err()).isZero();
        assertThat(results(newest())).singleElement().asString().contains("\"id\":\"007\"", "\"redo_of\":\"");
    }

    @Test
    void a_sheet_that_is_not_there_is_refused_with_the_nearest() throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replace("manifest: rows.csv", "manifest: rows.xlsx"));
        CliRun other = darkroom("validate", "job.yaml", "--set", "sheet=Prodcts");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.out()).contains("rows.xlsx: the workbook has no sheet Prodcts. The nearest one is Products");
    }

    private static String texts(int row, String prompt, String address) {
        return WorkbookBuilder.row(row, "", prompt, address)
                .replaceFirst("<row[^>]*><c .*?</c>", "")
                .replace("</row>", "");
    }

    private List<String> results(Path output) throws IOException {
        return Files.readAllLines(output.resolve("results.jsonl")).stream()
                // A row that is rejected again is so at another time.
                .map(line -> line.replaceFirst("\"completed_at\":\"[^\"]*\",", ""))
                .toList();
    }

    private Path newest() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.max(Comparator.comparing(
                            run -> run.getFileName().toString().length()))
                    .orElseThrow();
        }
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
