package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads a manifest's characters one by one, and counts the lines they stand on. Whatever makes the file unreadable as a
 * whole ends here in a message: bytes that are no text, a damaged gzip, a record so long that it can be none.
 */
final class CharSource implements Closeable {

    /** The longest record in characters; a file without line ends must not fill the memory. */
    static final int MAX_RECORD = 8 * 1024 * 1024;

    private final Reader reader;
    private final String file;
    private final char[] buffer = new char[16 * 1024];
    private int position;
    private int limit;
    private long line = 1;
    private long recordLine = 1;
    private int recordLength;

    CharSource(Reader reader, String file) {
        this.reader = reader;
        this.file = file;
    }

    String file() {
        return file;
    }

    /** Returns the line of the next character, from 1. A line ends with CR LF, LF or a lone CR. */
    long line() {
        return line;
    }

    void startRecord() {
        recordLine = line;
        recordLength = 0;
    }

    /** Returns the line the current record starts on. */
    long recordLine() {
        return recordLine;
    }

    /** Returns the next character without taking it; -1 at the end. */
    int peek() throws IOException {
        return position < limit || fill() ? buffer[position] : -1;
    }

    /** Takes the next character; -1 at the end. */
    int read() throws IOException {
        int next = peek();
        if (next < 0) {
            return next;
        }
        position++;
        if (next == '\n' || (next == '\r' && peek() != '\n')) {
            line++;
        }
        recordLength++;
        if (recordLength > MAX_RECORD) {
            throw RefusalMessages.of(
                    file,
                    recordLine,
                    ErrorCode.RECORD_TOO_LONG,
                    "the row is longer than " + MAX_RECORD + " characters",
                    "Check the file's line ends and quotes");
        }
        return next;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        try {
            limit = Math.max(reader.read(buffer, 0, buffer.length), 0);
        } catch (CharacterCodingException noText) {
            throw RefusalMessages.of(
                    file,
                    line,
                    ErrorCode.NOT_UTF8,
                    "the line holds bytes that are not UTF-8",
                    "Save the file as UTF-8; in a spreadsheet \"CSV UTF-8\"");
        } catch (ZipException | EOFException damaged) {
            throw new ManifestException(List.of(RefusalMessages.damaged(file, line)));
        }
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
