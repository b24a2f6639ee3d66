package dev.darkroom.ledger.comparison;

import dev.darkroom.models.InputNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that two runs differ in.
 *
 * @param kind what is different about it
 * @param changed what it asked for differently: {@code model} and inputs, by name; of one that asks for the same,
 *     {@code picture} if that has other bytes
 * @param before the earlier run's row, null if it has none
 * @param after the later run's row, null if it has none
 */
public record RowDifference(
        DifferenceKind kind,
        List<String> changed,
        @Nullable ComparedDetails before,
        @Nullable ComparedDetails after) {

    private static final String MODEL = "model";
    private static final String INPUT = "input";
    private static final String PICTURE = "picture";

    public RowDifference {
        Objects.requireNonNull(kind, "kind is null");
        changed = List.copyOf(changed);
        if (before == null && after == null) {
            throw new IllegalArgumentException("a difference is about a row");
        }
    }

    /** The row's id. */
    public String id() {
        return Objects.requireNonNull(after == null ? before : after, "row is null")
                .id();
    }

    static RowDifference gone(ComparedDetails before) {
        return new RowDifference(DifferenceKind.GONE, List.of(), before, null);
    }

    static RowDifference of(RowPair pair, @Nullable ComparedDetails before, ComparedDetails after) {
        List<String> changed = new ArrayList<>();
        if (before != null && pair.hasOtherInput()) {
            changed.addAll(changed(before, after));
        } else if (pair.hasOtherPicture()) {
            changed.add(PICTURE);
        }
        return new RowDifference(pair.kind(), changed, before, after);
    }

    /** Names what two rows ask for differently. A seed that follows from the rest is not named beside it. */
    private static List<String> changed(ComparedDetails before, ComparedDetails after) {
        ObjectNode one = before.input();
        ObjectNode other = after.input();
        if (one == null || other == null) {
            return List.of(INPUT);
        }
        List<String> changed = new ArrayList<>();
        if (!Objects.equals(before.model(), after.model())) {
            changed.add(MODEL);
        }
        TreeSet<String> names = new TreeSet<>(one.propertyNames());
        names.addAll(other.propertyNames());
        for (String name : names) {
            if (!Objects.equals(one.get(name), other.get(name))) {
                changed.add(name);
            }
        }
        if (changed.size() > 1) {
            changed.remove(InputNames.SEED);
        }
        return changed;
    }
}
