package dev.darkroom.report;

import java.util.List;

/**
 * The page that was written.
 *
 * @param rows number of rows that {@code report.html} shows
 * @param sheets number of {@code report/sheet-N.html} files that show the others
 * @param warnings what the user must know; safe for a terminal
 */
record WrittenPage(int rows, int sheets, List<String> warnings) {

    WrittenPage {
        warnings = List.copyOf(warnings);
    }
}
