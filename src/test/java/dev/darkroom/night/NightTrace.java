package dev.darkroom.night;

import dev.darkroom.time.SettableClock;
import java.util.ArrayList;
import java.util.List;

/** Records all that happened in a night, in order. */
final class NightTrace {

    private static final int HEAD = 1_000;
    private static final int TAIL = 3_000;

    private final SettableClock clock;
    private final List<String> lines = new ArrayList<>();

    NightTrace(SettableClock clock) {
        this.clock = clock;
    }

    void add(String what, Object... more) {
        StringBuilder line = new StringBuilder(clock.elsewhere().instant().toString())
                .append(' ')
                .append(what);
        for (Object part : more) {
            line.append(' ').append(part);
        }
        lines.add(line.toString());
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public String toString() {
        if (lines.size() <= HEAD + TAIL) {
            return String.join("\n", lines);
        }
        int left = lines.size() - HEAD - TAIL;
        return String.join("\n", lines.subList(0, HEAD)) + "\n... " + left + " more ...\n"
                + String.join("\n", lines.subList(HEAD + left, lines.size()));
    }
}
