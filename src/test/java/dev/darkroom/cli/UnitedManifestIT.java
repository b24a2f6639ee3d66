package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files are run as one manifest, and their rows can be told apart to the end. */
class UnitedManifestIT {

    private static final String PICTURE = ",https://catalog.darkroom.example/mug-10";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void a_run_of_several_files_accounts_for_each_row_and_goes_on_from_its_own_copy() throws IOException {
        SimulatorJob.write(folder, "night", "columns: { id: sku }");
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job, Files.readString(job).replace("manifest: rows.csv", "manifest: [first.csv, \"parts/*.csv\"]"));
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("first.csv"), "sku,prompt,image_urls\nA,p" + PICTURE + "1.jpg\n");
        Files.writeString(
                folder.resolve("parts/b.csv"),
                "sku,prompt,image_urls,brand\nB,p" + PICTURE + "2.jpg,acme\nX,p,no,acme\n");
        Files.writeString(folder.resolve("parts/a.csv"), "sku,prompt,image_urls\nC,p" + PICTURE + "3.jpg\n");

        CliRun validate = CliRun.in(folder, "validate", "job.yaml");
        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.out()).contains("parts/b.csv:3:image_urls: ");

        CliRun run = CliRun.in(folder, "run", "job.yaml");
        assertThat(run.code()).as(run.err()).isEqualTo(5);
        Path output = output();
        List<String> results = Files.readAllLines(output.resolve("results.jsonl"));
        assertThat(results).hasSize(4);
        assertThat(results.get(0)).contains("\"id\":\"A\",\"line\":2", "\"manifest_file\":\"first.csv\"");
        assertThat(results.get(1)).contains("\"id\":\"C\",\"line\":2", "\"manifest_file\":\"a.csv\"");
        assertThat(results.get(3)).contains("\"id\":\"X\",\"line\":3,\"status\":\"rejected\"");
        assertThat(Files.readAllLines(output.resolve("failed.csv")).get(1)).contains("X,p,no,acme,b.csv,rejected");

        // Its copy is all that a report needs.
        for (String gone : List.of("first.csv", "parts/a.csv", "parts/b.csv")) {
            Files.delete(folder.resolve(gone));
        }
        Files.delete(output.resolve("failed.csv"));
        CliRun report = CliRun.in(folder, "report", output.getFileName().toString());
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(Files.readAllLines(output.resolve("failed.csv")).get(1)).contains("X,p,no,acme,b.csv,rejected");
    }

    @Test
    void a_second_row_of_an_id_is_told_with_both_files() throws IOException {
        SimulatorJob.write(folder, "night", "columns: { id: sku }");
        Files.writeString(folder.resolve("a.csv"), "sku,prompt,image_urls\nA,p" + PICTURE + "1.jpg\n");
        Files.writeString(
                folder.resolve("b.csv"), "sku,prompt,image_urls\nB,p" + PICTURE + "2.jpg\nA,p" + PICTURE + "3.jpg\n");

        Path job = folder.resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replaceFirst("manifest: .*", "manifest: [a.csv, b.csv]"));
        CliRun validate = CliRun.in(folder, "validate", "job.yaml");
        assertThat(validate.out()).contains("b.csv:3: the id A is already the one of line 2 of a.csv.");
    }

    @Test
    void the_same_files_are_the_same_run_and_another_order_is_another() throws IOException {
        SimulatorJob.write(folder, "night", "columns: { id: sku }");
        Files.writeString(folder.resolve("a.csv"), "sku,prompt,image_urls\nA,p" + PICTURE + "1.jpg\n");
        Files.writeString(folder.resolve("b.csv"), "sku,prompt,image_urls\nB,p" + PICTURE + "2.jpg\n");

        assertThat(run("[a.csv, b.csv]").code()).isZero();
        CliRun again = run("[a.csv, b.csv]");
        assertThat(again.code()).isZero();
        assertThat(runs()).isEqualTo(1);
        assertThat(run("[b.csv, a.csv]").code()).isZero();
        assertThat(runs()).isEqualTo(2);
    }

    private CliRun run(String manifests) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replaceFirst("manifest: .*", "manifest: " + manifests));
        return CliRun.in(folder, "run", "job.yaml");
    }

    private long runs() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.count();
        }
    }

    private Path output() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.findFirst().orElseThrow();
        }
    }
}
