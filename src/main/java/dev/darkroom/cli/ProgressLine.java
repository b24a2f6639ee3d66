package dev.darkroom.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;

/**
 * Shows progress: on a terminal one line that is written over, without one a plain line now and then. The line is cut to
 * the terminal's width, since one that wraps cannot be written over. No escape sequences. Thread-safe.
 */
public final class ProgressLine {

    private static final Duration LIVE = Duration.ofMillis(500);
    private static final Duration PLAIN = Duration.ofSeconds(30);
    private static final int USUAL_WIDTH = 80;

    private final PrintWriter err;
    private final boolean terminal;
    private final int width;
    private int shown;

    /** @param width the terminal's, in characters */
    ProgressLine(PrintWriter err, boolean terminal, int width) {
        this.err = Objects.requireNonNull(err, "err is null");
        this.terminal = terminal;
        this.width = width;
    }

    /** On a shell's error stream. */
    public static ProgressLine on(Shell shell) {
        return new ProgressLine(
                shell.err(), shell.terminal(), width(shell.environment().getOrDefault("COLUMNS", "")));
    }

    /** How long to wait between two calls of {@link #show}. */
    public Duration interval() {
        return terminal ? LIVE : PLAIN;
    }

    /** Writes the line, over the one before it where there is a terminal. */
    public synchronized void show(Progress progress) {
        String text = ProgressText.of(progress);
        if (!terminal) {
            err.println(text);
            err.flush();
            return;
        }
        // The last column stays free: some terminals wrap as soon as it is written to.
        String cut = text.length() < width ? text : text.substring(0, width - 1);
        err.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
        err.flush();
        shown = cut.length();
    }

    /** Takes the line off a terminal, so that other lines can follow. */
    public synchronized void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    static int width(String columns) {
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
