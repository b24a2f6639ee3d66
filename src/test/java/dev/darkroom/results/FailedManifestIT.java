package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds the manifest's own reader to take failed.csv for the manifest it came from. */
class FailedManifestIT {

    private static final RunFacts FACTS = new RunFacts(
            new RunSummary.RequestCounts(0, 0, 0, 0),
            new RunSummary.RunCost(BigDecimal.ZERO, null, null, 0),
            OutcomeBuilder.SUBMITTED,
            null);

    private final Path folder;

    FailedManifestIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_spreadsheets_export_comes_back_cell_by_cell_again_and_again() throws IOException {
        Path manifest = save("export.csv", StandardCharsets.UTF_16, """
                Artikel;Größe;image_urls;=own;prompt\r
                A-1;"zwei\r
                Zeilen; ""groß""\";https://a.example/1|https://a.example/2;'=SUM(A1);'@x\r
                Ü-2; Rand ;https://a.example/3;+49 30 1;-5\r
                """);

        List<List<String>> original = cells(manifest);
        Path failed = failedOf(manifest, "first");

        assertThat(columns(failed))
                .containsExactly("Artikel", "Größe", "image_urls", "=own", "prompt", "failed_status", "failed_reason");
        assertThat(cells(failed)).isEqualTo(withReasons(original));
        assertThat(Files.readString(failedOf(failed, "second"))).isEqualTo(Files.readString(failed));
    }

    @Test
    void what_could_be_read_of_a_broken_row_is_kept() throws IOException {
        Path manifest = save("ragged.csv", StandardCharsets.UTF_8, "sku,prompt,brand\nA,x\nB,y,z\n");

        assertThat(cells(failedOf(manifest, "out")))
                .isEqualTo(withReasons(List.of(List.of("A", "x", ""), List.of("B", "y", "z"))));
    }

    private Path save(String name, Charset charset, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }

    private Path failedOf(Path manifest, String name) throws IOException {
        Path output = folder.resolve(name);
        List<RowOutcome> rows = new ArrayList<>();
        for (int row = 1; row <= cells(manifest).size(); row++) {
            rows.add(aRow(row).without(RowStatus.FAILED, "JOB_FAILED", "no").build());
        }
        ResultsPlan plan = new ResultsPlan(
                "night", output, new CsvDialect(';', ',', true), columns(manifest), List.of(), List.of());
        new ResultsProjection(FileMover.atomic()).write(plan, FACTS, rows, List.of(), () -> open(manifest));
        return output.resolve("failed.csv");
    }

    private static List<List<String>> withReasons(List<List<String>> rows) {
        return rows.stream()
                .map(cells -> {
                    List<String> more = new ArrayList<>(cells);
                    more.addAll(List.of("failed", "JOB_FAILED: no"));
                    return more;
                })
                .toList();
    }

    private static List<String> columns(Path manifest) throws IOException {
        try (ManifestReader reader = open(manifest)) {
            return reader.columns();
        }
    }

    private static List<List<String>> cells(Path manifest) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (ManifestReader reader = open(manifest)) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                JsonNode cells = row.cells();
                rows.add(reader.columns().stream()
                        .map(column -> cells.path(column).asString(""))
                        .toList());
            }
        }
        return rows;
    }

    private static ManifestReader open(Path manifest) throws IOException {
        return Manifest.of(manifest, manifest.getFileName().toString(), null).open();
    }
}
