package dev.darkroom.plan;

import dev.darkroom.sourcelook.LookTally;
import dev.darkroom.sourcelook.SeenCounts;
import java.util.Map;
import java.util.Objects;

/**
 * What a look at the sources showed.
 *
 * @param tally what the look came to
 * @param seen the addresses by what was seen
 * @param rejected how many rows a run would reject for their sources
 * @param reshaped rows whose picture will have another proportion than their source, by how far at most, such as {@code 10%}
 * @param worstError how far the farthest is, 0.5 for a square of three to two
 */
public record PlannedSources(
        LookTally tally, SeenCounts seen, long rejected, Map<String, Long> reshaped, double worstError) {

    /** The plan of a run that looks at nothing any more. */
    public static final PlannedSources NONE =
            new PlannedSources(LookTally.NONE, new SeenCounts(Map.of(), Map.of()), 0, Map.of(), 0);

    public PlannedSources {
        Objects.requireNonNull(tally, "tally is null");
        Objects.requireNonNull(seen, "seen is null");
    }

    /** Returns how many rows will have another proportion. */
    public long reshapedRows() {
        return reshaped.values().stream().mapToLong(Long::longValue).sum();
    }
}
