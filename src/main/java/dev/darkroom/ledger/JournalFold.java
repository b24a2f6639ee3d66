package dev.darkroom.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a journal comes to: for each row the last line of its latest purchase, with what its earlier lines told. */
final class JournalFold {

    private final Map<Integer, JournalLine> rows = new HashMap<>();

    void add(JournalLine line) {
        rows.merge(line.row(), line, JournalFold::merged);
    }

    private static JournalLine merged(JournalLine before, JournalLine line) {
        if (line.attempt() < before.attempt() || line.what().equals("reopened")) {
            return before;
        }
        return line.attempt() > before.attempt() ? line : line.after(before);
    }

    @Nullable
    JournalLine of(int row) {
        return rows.get(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void forget() {
        rows.clear();
    }
}
