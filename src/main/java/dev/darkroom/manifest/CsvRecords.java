package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a CSV file into its records, which may hold line breaks in quotes. Only where a record ends is decided here, and
 * whether its quotes are whole: a quote opens a cell at its start alone, and what follows a closing one must be the next
 * cell. The cells themselves are the parser's matter.
 */
final class CsvRecords {

    private final CharSource source;
    private final StringBuilder record = new StringBuilder();
    private String delimiters = ",;\t|";
    private boolean escapedQuotes;
    private boolean endedWithoutLineEnd;

    CsvRecords(CharSource source) {
        this.source = source;
    }

    /** Fixes the delimiter; until then each of the four counts as one. */
    void delimitedBy(char delimiter) {
        delimiters = String.valueOf(delimiter);
    }

    /**
     * Returns whether the last record held a quote that only makes sense with the backslash before it: {@code \"} in the
     * middle of a quoted cell. It is in the record as RFC 4180 has it, doubled, and the backslash as well.
     */
    boolean hasEscapedQuotes() {
        return escapedQuotes;
    }

    /** Returns whether the last record was ended by the file and not by a line end. */
    boolean endedWithoutLineEnd() {
        return endedWithoutLineEnd;
    }

    /** Returns the next record without its line end, null at the end of the file. */
    @Nullable
    String next() throws IOException {
        source.startRecord();
        record.setLength(0);
        escapedQuotes = false;
        endedWithoutLineEnd = false;
        if (source.peek() < 0) {
            return null;
        }
        boolean cellStarts = true;
        while (true) {
            int next = source.read();
            if (next < 0) {
                endedWithoutLineEnd = true;
                return record.toString();
            }
            if (next == '\n' || next == '\r') {
                if (next == '\r' && source.peek() == '\n') {
                    source.read();
                }
                return record.toString();
            }
            record.append((char) next);
            if (next == '"' && cellStarts) {
                quoted();
            }
            cellStarts = delimiters.indexOf(next) >= 0;
        }
    }

    /** Takes the rest of a quoted cell, and the spaces behind it, which some programs write and no parser expects. */
    private void quoted() throws IOException {
        long opened = source.line();
        boolean escaped = false;
        while (true) {
            int next = source.read();
            if (next < 0) {
                throw broken(opened, "a quote is opened here and never closed");
            }
            record.append((char) next);
            if (next != '"') {
                continue;
            }
            boolean backslash = record.charAt(record.length() - 2) == '\\';
            if (backslash && (escaped || !mayClose(source.peek()))) {
                escaped = true;
                escapedQuotes = true;
                record.append('"');
            } else if (source.peek() == '"') {
                record.append((char) source.read());
            } else {
                break;
            }
        }
        while (source.peek() == ' ') {
            source.read();
        }
        if (!endsCell(source.peek())) {
            throw broken(opened, "the quote opened here closes on line " + source.line() + " in the middle of a cell");
        }
    }

    /** Returns whether the quote before a character may be the cell's last, or one of two. */
    private boolean mayClose(int next) {
        return next == '"' || next == ' ' || endsCell(next);
    }

    private boolean endsCell(int next) {
        return next < 0 || next == '\n' || next == '\r' || delimiters.indexOf(next) >= 0;
    }

    private ManifestException broken(long line, String message) {
        return RefusalMessages.of(
                source.file(),
                line,
                ErrorCode.BROKEN_QUOTE,
                message,
                "Close the quote; write a quote inside a quoted cell twice, not with a backslash before it");
    }
}
