package dev.darkroom.cli.terminal;

import dev.darkroom.io.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Filters everything that goes to the terminal: no escape sequence, no character that turns the writing direction and
 * none that cannot be seen gets past it. Line ends pass, and the carriage return that the progress line is written over
 * with, and a byte order mark ahead of everything else, which a spreadsheet needs; text of others is a {@link
 * SafeText#line line} before it comes here and has neither. Thread-safe.
 */
public final class SafeWriter extends Writer {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final PrintWriter to;
    /** The half character that ended one piece of text and may be made whole by the next; 0 is none. */
    private char half;

    private boolean begun;

    private SafeWriter(PrintWriter to) {
        super(to);
        this.to = to;
    }

    /** Makes a printer that writes to another one, flushes it with every line, and knows of that one's errors. */
    public static PrintWriter before(PrintWriter to) {
        return new PrintWriter(new SafeWriter(to), true);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        synchronized (lock) {
            String piece = (half == 0 ? "" : String.valueOf(half)) + new String(text, from, length);
            half = piece.isEmpty() ? 0 : piece.charAt(piece.length() - 1);
            if (Character.isHighSurrogate(half)) {
                piece = piece.substring(0, piece.length() - 1);
            } else {
                half = 0;
            }
            if (!begun && !piece.isEmpty()) {
                begun = true;
                if (piece.charAt(0) == BYTE_ORDER_MARK) {
                    to.write(BYTE_ORDER_MARK);
                    piece = piece.substring(1);
                }
            }
            to.write(safe(piece));
        }
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\n' || character == '\r') {
                safe.append(SafeText.line(text.substring(from, at))).append(character);
                from = at + 1;
            }
        }
        return safe.append(SafeText.line(text.substring(from))).toString();
    }

    @Override
    public void flush() throws IOException {
        if (to.checkError()) {
            throw new IOException("not all of it could be written");
        }
    }

    @Override
    public void close() {
        to.close();
    }
}
