package dev.darkroom.ledger.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row's input, as far as a person wants to see it again.
 *
 * @param number the row's number in the manifest, from 1
 * @param prompt the text it was made from, null if it has none or is invalid
 * @param sources the addresses of its source pictures, in their order; of an invalid row none
 */
public record DisplayedInput(long number, @Nullable String prompt, List<String> sources) {

    public DisplayedInput {
        sources = List.copyOf(sources);
    }
}
