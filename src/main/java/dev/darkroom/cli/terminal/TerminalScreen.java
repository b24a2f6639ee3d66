package dev.darkroom.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with lines that stay and, below them, one that lives: whoever writes a line that stays, the live one is
 * taken off before it and drawn again after it. Its width is read at each drawing, since the window may have another
 * size by now. Thread-safe.
 */
public final class TerminalScreen {

    private static final String ERASE_ROW = "\u001b[2K";
    private static final String ERASE_REST = "\u001b[K";
    private static final String ROW_UP = "\u001b[A";

    /**
     * The columns behind the live line. The last, since some terminals wrap as soon as it is written to; and two for the
     * {@code ^C} that a terminal writes behind the line, which would otherwise begin a row of which nobody knows.
     */
    private static final int FREE_COLUMNS = 3;

    private final OutputStream to;
    private final Charset charset;
    private final TerminalCapabilities capabilities;
    private final IntSupplier columns;
    private @Nullable IntFunction<ScreenLine> live;
    private int shown;
    private boolean midLine;

    /**
     * Makes a screen on a terminal.
     *
     * @param to the terminal itself
     * @param columns its width at this moment; called at each drawing and by all who write, so it must not wait
     */
    public TerminalScreen(OutputStream to, Charset charset, TerminalCapabilities capabilities, IntSupplier columns) {
        this.to = Objects.requireNonNull(to, "to is null");
        this.charset = Objects.requireNonNull(charset, "charset is null");
        this.capabilities = Objects.requireNonNull(capabilities, "looks is null");
        this.columns = Objects.requireNonNull(columns, "columns is null");
    }

    public TerminalCapabilities capabilities() {
        return capabilities;
    }

    /** Shows a line until it is {@link #clear cleared}, over the one before it. Waits while a line is half written. */
    public synchronized void live(IntFunction<ScreenLine> line) {
        live = line;
        if (!midLine) {
            send(redrawn());
        }
    }

    /** Takes the live line off. */
    public synchronized void clear() {
        String erasing = erased();
        live = null;
        shown = 0;
        send(erasing);
    }

    /** Notes that a prompt was answered: the user's own key has ended its line. */
    public synchronized void answered() {
        midLine = false;
    }

    /** Returns the stream for lines that stay. */
    public OutputStream lines() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                stay(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                to.flush();
            }
        };
    }

    /** Writes a line that stays; its escape sequences must be our own. */
    public void stay(String line) {
        byte[] bytes = (line + System.lineSeparator()).getBytes(charset);
        try {
            stay(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void stay(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        to.write(erased().getBytes(charset));
        shown = 0;
        to.write(bytes, from, length);
        midLine = bytes[from + length - 1] != '\n';
        if (!midLine) {
            to.write(redrawn().getBytes(charset));
        }
        to.flush();
    }

    private String redrawn() {
        if (live == null) {
            return "";
        }
        int width = columns.getAsInt();
        String before = folds(width) > 0 ? erased(width) : "\r";
        ScreenLine line = live.apply(width - FREE_COLUMNS);
        String rest = capabilities.escapes() ? ERASE_REST : " ".repeat(Math.max(0, shown - line.width()));
        shown = line.width();
        return before + line.text() + rest;
    }

    private String erased() {
        return shown == 0 ? "" : erased(columns.getAsInt());
    }

    /**
     * Erases row by row, from the last one up, since the window may have become so narrow that it folded the line. Not
     * in one go to the screen's end: from the top row on some terminals take that for a clearing, and put all into
     * their history.
     */
    private String erased(int width) {
        return capabilities.escapes()
                ? "\r" + (ERASE_ROW + ROW_UP).repeat(folds(width)) + ERASE_ROW
                : "\r" + " ".repeat(shown) + "\r";
    }

    private int folds(int width) {
        return capabilities.escapes() && shown > 0 ? (shown - 1) / width : 0;
    }

    private void send(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            to.write(text.getBytes(charset));
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A line as it is drawn.
     *
     * @param text with the escape sequences of its colours
     * @param width how many columns it takes
     */
    public record ScreenLine(String text, int width) {}
}
