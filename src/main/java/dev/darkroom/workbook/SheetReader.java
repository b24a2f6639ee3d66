package dev.darkroom.workbook;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a sheet once, from its first row to its last. Not thread-safe. */
public final class SheetReader implements Closeable {

    private final String name;
    private final XmlPart part;
    private final SharedTexts texts;
    private final CellValues values;
    private long number;
    private @Nullable String firstMerged;
    private int merged;

    SheetReader(String name, XmlPart part, SharedTexts texts, CellValues values) {
        this.name = name;
        this.part = part;
        this.texts = texts;
        this.values = values;
    }

    /** Returns the sheet's name. */
    public String name() {
        return name;
    }

    /** Returns the first of the merged ranges, which follow the rows, such as {@code A2:A5}; null while none was seen. */
    public @Nullable String firstMerged() {
        return firstMerged;
    }

    /** Returns the number of merged ranges seen. */
    public int merged() {
        return merged;
    }

    /**
     * Returns the next row that the sheet holds, which may be empty; null at the end.
     *
     * @throws WorkbookException if the sheet is damaged, or holds more than a sheet can
     */
    public @Nullable SheetRow read() throws IOException {
        while (part.next()) {
            if (part.starts("row")) {
                return row();
            }
            if (part.starts("mergeCell")) {
                String range = Objects.requireNonNullElse(part.attribute("ref"), "");
                firstMerged = firstMerged == null ? range : firstMerged;
                merged++;
            }
        }
        return null;
    }

    private SheetRow row() throws IOException {
        int given = part.number("r", Math.toIntExact(number + 1));
        if (given <= number || given > CellPlace.MAX_ROWS) {
            throw WorkbookException.damaged(number + 1);
        }
        number = given;
        part.at(number);
        boolean hidden = part.isOn("hidden");
        List<String> cells = new ArrayList<>();
        Set<Integer> uncalculated = new HashSet<>();
        Set<Integer> rounded = new HashSet<>();
        int column = -1;
        while (part.next() && !part.ends("row")) {
            if (!part.starts("c")) {
                continue;
            }
            String place = part.attribute("r");
            column = place == null ? column + 1 : CellPlace.column(place, number);
            if (column >= CellPlace.MAX_COLUMNS || column < cells.size()) {
                throw WorkbookException.damaged(number);
            }
            StoredCell cell = cell();
            if (cell.text().isEmpty()) {
                if (cell.uncalculated()) {
                    uncalculated.add(column);
                }
                continue;
            }
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(cell.text());
            if (cell.rounded()) {
                rounded.add(column);
            }
        }
        return new SheetRow(number, cells, hidden, uncalculated, rounded);
    }

    private StoredCell cell() throws IOException {
        String type = Objects.requireNonNullElse(part.attribute("t"), "n");
        int style = part.number("s", 0);
        boolean formula = false;
        boolean valued = false;
        StringBuilder value = new StringBuilder();
        String inline = "";
        while (part.next() && !part.ends("c")) {
            if (part.starts("v")) {
                valued = true;
                part.text(value);
            } else if (part.starts("f")) {
                formula = true;
                part.text(new StringBuilder());
            } else if (part.starts("is")) {
                inline = RichText.read(part, "is");
            }
        }
        String raw = value.toString();
        return switch (type) {
            case "s" -> StoredCell.of(raw.isBlank() ? "" : texts.get(index(raw), number));
            case "str" -> StoredCell.of(RichText.decoded(raw));
            case "inlineStr" -> StoredCell.of(inline);
            case "b" -> StoredCell.of(raw.isEmpty() ? "" : raw.equals("1") || raw.equals("true") ? "TRUE" : "FALSE");
            case "e", "d" -> StoredCell.of(raw);
            default ->
                valued && !raw.isBlank()
                        ? new StoredCell(values.shown(raw, style, number), false, values.isRounded(raw))
                        : new StoredCell("", formula, false);
        };
    }

    private int index(String raw) {
        try {
            return Integer.parseInt(raw.strip());
        } catch (NumberFormatException damaged) {
            throw WorkbookException.damaged(number);
        }
    }

    @Override
    public void close() throws IOException {
        part.close();
    }

    private record StoredCell(String text, boolean uncalculated, boolean rounded) {

        static StoredCell of(String text) {
            return new StoredCell(text, false, false);
        }
    }
}
