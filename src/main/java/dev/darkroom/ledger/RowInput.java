package dev.darkroom.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row asks for, as far as a person wants to see it again.
 *
 * @param number the row's number in the manifest, from 1
 * @param prompt the words it was made from, null if it has none or is invalid
 * @param sources the addresses of its source pictures, in their order; of an invalid row none
 */
public record RowInput(long number, @Nullable String prompt, List<String> sources) {

    public RowInput {
        sources = List.copyOf(sources);
    }
}
