package dev.darkroom.results;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import dev.darkroom.manifest.FormulaGuard;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV back as a strict reader of RFC 4180 would, guards taken off. */
final class CsvText {

    private CsvText() {}

    static List<List<String>> parse(String text, char delimiter) {
        String csv = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CSVReader reader = new CSVReaderBuilder(new StringReader(csv))
                .withCSVParser(
                        new RFC4180ParserBuilder().withSeparator(delimiter).build())
                .withKeepCarriageReturn(true)
                .build()) {
            return reader.readAll().stream()
                    .map(cells ->
                            Arrays.stream(cells).map(FormulaGuard::unguard).toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CsvException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the file's lines, each as its cells by their columns. */
    static List<Map<String, String>> rows(Path file) throws IOException {
        List<List<String>> lines = parse(Files.readString(file), ',');
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int index = 0; index < line.size(); index++) {
                row.put(lines.get(0).get(index), line.get(index));
            }
            rows.add(row);
        }
        return rows;
    }
}
