package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.rows;
import static dev.darkroom.manifest.ManifestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CsvRoundTripTest {

    private static final String[] PIECES = {
        "a", "ü", " ", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "'", "=", "|", "\\"
    };

    private final Path folder;

    CsvRoundTripTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void whatever_is_quoted_by_the_rules_is_read_as_it_was(char delimiter) {
        Random random = new Random(delimiter);
        List<List<String>> table = new ArrayList<>();
        StringBuilder text = new StringBuilder(String.join(String.valueOf(delimiter), "a", "b", "c"));
        for (int row = 0; row < 3_000; row++) {
            List<String> cells = List.of("x" + cell(random), cell(random), cell(random));
            table.add(cells);
            String line = String.join(
                    String.valueOf(delimiter),
                    cells.stream().map(cell -> quoted(cell, delimiter, random)).toList());
            text.append('\n').append(line);
        }
        assertThat(rows(write(folder, "a.csv", text.toString())))
                .extracting(row ->
                        row.cells().valueStream().map(JsonNode::stringValue).toList())
                .isEqualTo(table);
    }

    private static String cell(Random random) {
        StringBuilder cell = new StringBuilder();
        for (int piece = random.nextInt(6); piece > 0; piece--) {
            cell.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return cell.toString();
    }

    private static String quoted(String cell, char delimiter, Random random) {
        String guarded = FormulaGuard.guard(cell);
        boolean must = guarded.indexOf(delimiter) >= 0 || guarded.matches("(?s).*[\"\r\n].*");
        return must || random.nextBoolean() ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }
}
