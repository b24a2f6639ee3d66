package dev.darkroom.cli.terminal;

import dev.darkroom.io.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of cells in aligned columns, two spaces apart; the last column is not padded. Not thread-safe. */
public final class TextTable {

    private static final int GAP = 2;
    private static final int MIN_OF_LAST = 12;
    private static final String CUT = "...";

    private final List<List<String>> lines = new ArrayList<>();

    public TextTable(String... heading) {
        add(heading);
    }

    private TextTable(List<List<String>> lines) {
        this.lines.addAll(lines);
    }

    public void add(String... cells) {
        lines.add(Arrays.stream(cells).map(SafeText::line).toList());
    }

    /** Returns the lines, the heading first. */
    public List<String> lines() {
        int[] widths = widths();
        return lines.stream().map(line -> line(line, widths)).toList();
    }

    /**
     * Returns the lines as a terminal has room for them: without columns that would make them wrap, and with the last
     * one cut.
     *
     * @param columns the terminal's width
     * @param leastUseful headings of columns that may be left out, in this sequence
     */
    public List<String> linesWithin(int columns, List<String> leastUseful) {
        TextTable fitting = this;
        for (String heading : leastUseful) {
            if (fitting.needed() <= columns) {
                break;
            }
            fitting = fitting.without(fitting.lines.get(0).indexOf(heading));
        }
        return fitting.lines().stream().map(line -> cut(line, columns)).toList();
    }

    private int[] widths() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        return widths;
    }

    /** Returns the width that it takes at least: the last column may be cut. */
    private int needed() {
        int[] widths = widths();
        int last = widths.length - 1;
        return Arrays.stream(widths, 0, last).map(width -> width + GAP).sum() + Math.min(MIN_OF_LAST, widths[last]);
    }

    private TextTable without(int column) {
        List<List<String>> others = new ArrayList<>();
        for (List<String> line : lines) {
            List<String> cells = new ArrayList<>(line);
            cells.remove(column);
            others.add(cells);
        }
        return new TextTable(others);
    }

    private static String cut(String line, int columns) {
        return line.length() <= columns
                ? line
                : line.substring(0, Math.max(0, columns - CUT.length())).stripTrailing() + CUT;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + GAP));
        }
        return line.toString().stripTrailing();
    }
}
