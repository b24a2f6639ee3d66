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
    private String delimiters = ",;\t";

    CsvRecords(CharSource source) {
        this.source = source;
    }

    /** Fixes the delimiter; until then each of the three counts as one. */
    void delimitedBy(char delimiter) {
        delimiters = String.valueOf(delimiter);
    }

    /** Returns the next record without its line end, null at the end of the file. */
    @Nullable
    String next() throws IOException {
        source.startRecord();
        record.setLength(0);
        if (source.peek() < 0) {
            return null;
        }
        boolean cellStarts = true;
        while (true) {
            int next = source.read();
            if (next < 0) {
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
        while (true) {
            int next = source.read();
            if (next < 0) {
                throw broken(opened, "a quote is opened here and never closed");
            }
            record.append((char) next);
            if (next == '"') {
                if (source.peek() != '"') {
                    break;
                }
                record.append((char) source.read());
            }
        }
        while (source.peek() == ' ') {
            source.read();
        }
        int after = source.peek();
        if (after >= 0 && after != '\n' && after != '\r' && delimiters.indexOf(after) < 0) {
            throw broken(opened, "the quote opened here closes on line " + source.line() + " in the middle of a cell");
        }
    }

    private ManifestException broken(long line, String message) {
        return RefusalMessages.of(
                source.file(),
                line,
                ErrorCode.BROKEN_QUOTE,
                message,
                "Close the quote; write a quote inside a quoted cell twice");
    }
}
