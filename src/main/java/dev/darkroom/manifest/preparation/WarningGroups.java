package dev.darkroom.manifest.preparation;

import dev.darkroom.io.CountText;
import dev.darkroom.manifest.InputProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts warnings that differ by their rows alone; keeps the first of each kind, and so many kinds. Not thread-safe. */
public final class WarningGroups implements Consumer<InputProblem> {

    private static final int MAX_KINDS = 1_000;

    private final Map<WarningKind, WarningGroup> groups = new LinkedHashMap<>();
    private long count;

    @Override
    public void accept(InputProblem warning) {
        count++;
        WarningKind kind = new WarningKind(warning.code(), warning.column(), warning.message());
        WarningGroup group = groups.get(kind);
        if (group != null) {
            groups.put(kind, new WarningGroup(group.first(), group.rows() + 1));
        } else if (groups.size() < MAX_KINDS) {
            groups.put(kind, new WarningGroup(warning, 1));
        }
    }

    /** Returns how many warnings there were. */
    public long count() {
        return count;
    }

    /** Returns the kinds, in the order in which they were first seen. */
    public List<WarningGroup> groups() {
        return List.copyOf(groups.values());
    }

    private record WarningKind(String code, @Nullable String column, String message) {}

    /**
     * Warnings of one kind.
     *
     * @param first the first of them
     * @param rows in how many rows it was found
     */
    public record WarningGroup(InputProblem first, long rows) {

        /** Returns the kind as one error, at its first place and with the number of its rows. */
        public InputProblem asError() {
            return new InputProblem(
                    first.file(),
                    first.line(),
                    first.column(),
                    first.code(),
                    first.message() + others(),
                    first.remedy(),
                    false);
        }

        /** Returns one line for a person. */
        @Override
        public String toString() {
            return first + others();
        }

        private String others() {
            long more = rows - 1;
            return more == 0 ? "" : " (and in " + CountText.of(more, "more row") + ")";
        }
    }
}
