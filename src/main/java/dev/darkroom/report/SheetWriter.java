package dev.darkroom.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the rows that are not in {@code report.html}, so many on each {@code report/sheet-N.html}. Not thread-safe.
 */
final class SheetWriter {

    private static final Pattern NAME = Pattern.compile("sheet-([1-9]\\d{0,8})\\.html");

    private final PageFiles files;
    private final int most;
    private final int count;
    private final List<ReportSheet> written = new ArrayList<>();
    private final List<PageRow> rows = new ArrayList<>();

    /**
     * @param most how many rows a sheet takes
     * @param all how many rows there are for all sheets
     */
    SheetWriter(PageFiles files, int most, long all) {
        this.files = files;
        this.most = most;
        this.count = (int) ((all + most - 1) / most);
    }

    void add(PageRow row) throws IOException {
        rows.add(row);
        if (rows.size() == most) {
            finish();
        }
    }

    /** Writes the last one. */
    List<ReportSheet> finish() throws IOException {
        if (!rows.isEmpty()) {
            ReportSheet sheet = new ReportSheet(
                    written.size() + 1,
                    rows.size(),
                    rows.get(0).outcome().line(),
                    rows.get(rows.size() - 1).outcome().line());
            files.writeSheet(sheet, Math.max(count, sheet.number()), rows);
            written.add(sheet);
            rows.clear();
        }
        return List.copyOf(written);
    }

    /** Deletes those of an earlier writing that the run no longer fills. */
    static void deleteAfter(int last, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "sheet-*.html")) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) > last) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    /**
     * One of them.
     *
     * @param number from 1
     * @param rows how many rows it shows
     * @param firstLine the manifest's line of its first row
     * @param lastLine the manifest's line of its last row
     */
    record ReportSheet(int number, int rows, long firstLine, long lastLine) {

        String file() {
            return "sheet-" + number + ".html";
        }
    }
}
