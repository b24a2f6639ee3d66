package dev.darkroom.cli;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress: on a terminal as one live line as wide as it has room, without one as a plain line now and then, which
 * is a JSON object if the log is JSON. Thread-safe.
 */
final class ProgressLine {

    private static final Duration LIVE = Duration.ofMillis(500);
    private static final Duration PLAIN = Duration.ofSeconds(30);
    private static final String GAP = "  ";
    /** On a narrower terminal the figures need the room. */
    private static final int FEWEST_COLUMNS_WITH_BAR = 70;

    private final Shell shell;
    private final @Nullable Screen screen;

    ProgressLine(Shell shell) {
        this.shell = Objects.requireNonNull(shell, "shell is null");
        this.screen = shell.screen();
    }

    /** How long to wait between two calls of {@link #show}. */
    Duration interval() {
        return screen == null ? PLAIN : LIVE;
    }

    void show(Progress progress) {
        if (screen != null) {
            Looks looks = screen.looks();
            screen.live(columns -> line(progress, looks, columns));
        } else if (shell.json() != null) {
            shell.json().event("INFO", ProgressText.of(progress), progress.fields());
        } else {
            shell.err().println(ProgressText.of(progress));
            shell.err().flush();
        }
    }

    /** Takes the line off a terminal. */
    void clear() {
        if (screen != null) {
            screen.clear();
        }
    }

    static Screen.Line line(Progress progress, Looks looks, int columns) {
        StringBuilder text = new StringBuilder();
        int left = columns;
        if (columns >= FEWEST_COLUMNS_WITH_BAR) {
            String bar = Bar.of(progress.settled(), progress.total(), looks.unicode()) + GAP;
            text.append(looks.in(Colour.GOOD, bar));
            left -= DisplayWidth.of(bar);
        }
        List<ProgressPart> parts = ProgressText.parts(progress);
        for (int index = 0; index < parts.size(); index++) {
            ProgressPart part = parts.get(index);
            String words = (index == 0 ? "" : GAP) + part.text();
            boolean last = index == parts.size() - 1;
            int room = last ? left : left - looks.ellipsis().length();
            if (DisplayWidth.of(words) > room) {
                String cut = DisplayWidth.cut(
                                words, Math.max(0, left - looks.ellipsis().length()))
                        .stripTrailing();
                text.append(looks.in(part.colour(), cut)).append(looks.ellipsis());
                left -= DisplayWidth.of(cut) + looks.ellipsis().length();
                break;
            }
            text.append(looks.in(part.colour(), words));
            left -= DisplayWidth.of(words);
        }
        return new Screen.Line(text.toString(), columns - left);
    }
}
