package dev.darkroom.cli.terminal;

import dev.darkroom.io.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of cells in aligned columns, two spaces apart; the last column is not padded. Not thread-safe. */
public final class TextTable {

    private final List<List<String>> lines = new ArrayList<>();

    public TextTable(String... heading) {
        add(heading);
    }

    public void add(String... cells) {
        lines.add(Arrays.stream(cells).map(SafeText::line).toList());
    }

    /** Returns the lines, the heading first. */
    public List<String> lines() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        return lines.stream().map(line -> line(line, widths)).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
