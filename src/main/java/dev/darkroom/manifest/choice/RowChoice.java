package dev.darkroom.manifest.choice;

import dev.darkroom.io.CountText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a manifest that are meant: those that meet all that is given here.
 *
 * @param where a condition that they meet; null for none
 * @param numbers their numbers in the manifest; null for any
 * @param ids their ids; null for any
 * @param sample how many of these, by chance; null for all
 * @param seed of the chance
 */
public record RowChoice(
        @Nullable Condition where,
        @Nullable RowNumbers numbers,
        @Nullable RowIdList ids,
        @Nullable Integer sample,
        long seed) {

    /** All rows. */
    public static final RowChoice ALL = new RowChoice(null, null, null, null, 1);

    /** Returns whether no row is left out on purpose. */
    public boolean isAll() {
        return where == null && numbers == null && ids == null && sample == null;
    }

    /** Returns it in words, such as {@code where brand = acme, a sample of 20 by the seed 1}; empty for all rows. */
    public String message() {
        List<String> parts = new ArrayList<>();
        if (where != null) {
            parts.add("where " + where);
        }
        if (numbers != null) {
            parts.add("of the numbers " + numbers);
        }
        if (ids != null) {
            parts.add("of " + CountText.of(ids.ids().size(), "id"));
        }
        if (sample != null) {
            parts.add("in a sample of " + sample + " by the seed " + seed);
        }
        return String.join(", ", parts);
    }
}
