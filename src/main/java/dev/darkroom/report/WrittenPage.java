package dev.darkroom.report;

import java.util.List;

/**
 * What was written.
 *
 * @param rows how many rows {@code report.html} shows
 * @param sheets how many {@code report/sheet-N.html} show the others
 * @param warnings what the user must know; safe for a terminal
 */
record WrittenPage(int rows, int sheets, List<String> warnings) {

    WrittenPage {
        warnings = List.copyOf(warnings);
    }
}
