package dev.darkroom.cli.shell;

import dev.darkroom.cli.terminal.DisplayWidth;
import dev.darkroom.cli.terminal.ProgressBar;
import dev.darkroom.cli.terminal.ProgressPart;
import dev.darkroom.cli.terminal.ProgressText;
import dev.darkroom.cli.terminal.RunProgress;
import dev.darkroom.cli.terminal.TerminalCapabilities;
import dev.darkroom.cli.terminal.TerminalScreen;
import dev.darkroom.cli.terminal.TextColour;
import dev.darkroom.step.PhaseProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress: on a terminal as one live line as wide as it has room, without one as a plain line now and then, which
 * is a JSON object if the log is JSON. Thread-safe.
 */
public final class ProgressLine {

    private static final Duration LIVE = Duration.ofMillis(500);
    private static final Duration PLAIN = Duration.ofSeconds(30);
    private static final String GAP = "  ";
    /** The narrowest terminal with a bar; on a narrower one the figures need the room. */
    private static final int MIN_COLUMNS_WITH_BAR = 70;

    private final CommandShell shell;
    private final @Nullable TerminalScreen screen;

    public ProgressLine(CommandShell shell) {
        this.shell = Objects.requireNonNull(shell, "shell is null");
        this.screen = shell.screen();
    }

    /** Returns the pause between two calls of {@link #show}. */
    Duration interval() {
        return screen == null ? PLAIN : LIVE;
    }

    public void show(RunProgress progress) {
        show(progress.settled(), progress.total(), ProgressText.parts(progress), progress.fields());
    }

    /** Shows how far the run has come before it buys. */
    void show(PhaseProgress progress) {
        show(progress.done(), progress.total(), ProgressText.parts(progress), ProgressText.fields(progress));
    }

    private void show(long done, long total, List<ProgressPart> parts, Map<String, @Nullable Object> fields) {
        if (screen != null) {
            TerminalCapabilities capabilities = screen.capabilities();
            screen.live(columns -> line(done, total, parts, capabilities, columns));
        } else if (shell.json() != null) {
            shell.json().event("INFO", ProgressText.of(parts), fields);
        } else {
            shell.err().println(ProgressText.of(parts));
            shell.err().flush();
        }
    }

    /** Takes the line off a terminal. */
    void clear() {
        if (screen != null) {
            screen.clear();
        }
    }

    static TerminalScreen.ScreenLine line(RunProgress progress, TerminalCapabilities capabilities, int columns) {
        return line(progress.settled(), progress.total(), ProgressText.parts(progress), capabilities, columns);
    }

    private static TerminalScreen.ScreenLine line(
            long done, long total, List<ProgressPart> parts, TerminalCapabilities capabilities, int columns) {
        StringBuilder text = new StringBuilder();
        int left = columns;
        if (columns >= MIN_COLUMNS_WITH_BAR) {
            String bar = ProgressBar.of(done, total, capabilities.unicode()) + GAP;
            text.append(capabilities.in(TextColour.GOOD, bar));
            left -= DisplayWidth.of(bar);
        }
        for (int index = 0; index < parts.size(); index++) {
            ProgressPart part = parts.get(index);
            String message = (index == 0 ? "" : GAP) + part.text();
            boolean last = index == parts.size() - 1;
            int room = last ? left : left - capabilities.ellipsis().length();
            if (DisplayWidth.of(message) > room) {
                String cut = DisplayWidth.cut(
                                message,
                                Math.max(0, left - capabilities.ellipsis().length()))
                        .stripTrailing();
                text.append(capabilities.in(part.colour(), cut)).append(capabilities.ellipsis());
                left -= DisplayWidth.of(cut) + capabilities.ellipsis().length();
                break;
            }
            text.append(capabilities.in(part.colour(), message));
            left -= DisplayWidth.of(message);
        }
        return new TerminalScreen.ScreenLine(text.toString(), columns - left);
    }
}
