package dev.darkroom.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what another run has bought, or may have, and not got yet: an equal row's purchase, and of a rejected picture
 * the one that makes it again.
 */
public final class TakeOvers {

    private final EarlierRows earlier;
    private final Rejections rejections;

    public TakeOvers(EarlierRows earlier, Rejections rejections) {
        this.earlier = earlier;
        this.rejections = rejections;
    }

    /**
     * The newest such row of each key.
     *
     * @param doubtToo whether rows that may have been bought count too
     */
    public Found among(Collection<String> inputKeys, boolean doubtToo) {
        Map<String, EqualRow> bought = new HashMap<>();
        Set<String> waiting = new TreeSet<>();
        Map<String, List<EqualRow>> equal = earlier.of(inputKeys);
        for (String key : inputKeys) {
            List<EqualRow> rows = equal.getOrDefault(key, List.of());
            newest(rows, doubtToo).ifPresent(row -> bought.put(key, row));
            if (rejections.any(key)) {
                newest(rejections.redos(key), doubtToo).ifPresent(redo -> bought.merge(key, redo, TakeOvers::newer));
            }
            if (!bought.containsKey(key)) {
                rows.stream()
                        .filter(row -> row.state() == RowState.PENDING)
                        .map(EqualRow::run)
                        .forEach(waiting::add);
            }
        }
        return new Found(bought, waiting);
    }

    private static Optional<EqualRow> newest(List<EqualRow> rows, boolean doubtToo) {
        return rows.stream()
                .filter(row -> row.unsettled() || (doubtToo && row.inDoubt()))
                .findFirst();
    }

    private static EqualRow newer(EqualRow one, EqualRow other) {
        return one.key().value() > other.key().value() ? one : other;
    }

    /**
     * What was found.
     *
     * @param bought of each key the row whose purchase is to be taken over; keys without one are left out
     * @param waiting the ids of runs that wait to buy what is in none of these
     */
    public record Found(Map<String, EqualRow> bought, Set<String> waiting) {

        public Found {
            bought = Map.copyOf(bought);
            waiting = Set.copyOf(waiting);
        }
    }
}
