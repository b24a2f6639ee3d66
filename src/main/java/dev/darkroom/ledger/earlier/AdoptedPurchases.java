package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what another run has purchased, or may have, and not downloaded yet: an equal row's purchase, and of a rejected
 * picture the one that makes it again.
 */
public final class AdoptedPurchases {

    private final EarlierRowFinder earlierRows;
    private final ReviewRejections rejections;

    public AdoptedPurchases(EarlierRowFinder earlierRows, ReviewRejections rejections) {
        this.earlierRows = earlierRows;
        this.rejections = rejections;
    }

    /**
     * The newest such row of each key.
     *
     * @param doubtToo whether rows that may have been purchased count too
     */
    public AdoptionCandidates among(Collection<String> inputKeys, boolean doubtToo) {
        Map<String, EarlierRow> bought = new HashMap<>();
        Set<String> waiting = new TreeSet<>();
        Map<String, List<EarlierRow>> equal = earlierRows.of(inputKeys);
        for (String key : inputKeys) {
            List<EarlierRow> rows = equal.getOrDefault(key, List.of());
            newest(rows, doubtToo).ifPresent(row -> bought.put(key, row));
            if (rejections.any(key)) {
                newest(rejections.redos(key), doubtToo)
                        .ifPresent(redo -> bought.merge(key, redo, AdoptedPurchases::newer));
            }
            if (!bought.containsKey(key)) {
                rows.stream()
                        .filter(row -> row.state() == RowState.PENDING)
                        .map(EarlierRow::run)
                        .forEach(waiting::add);
            }
        }
        return new AdoptionCandidates(bought, waiting);
    }

    private static Optional<EarlierRow> newest(List<EarlierRow> rows, boolean doubtToo) {
        return rows.stream()
                .filter(row -> row.unsettled() || (doubtToo && row.inDoubt()))
                .findFirst();
    }

    private static EarlierRow newer(EarlierRow one, EarlierRow other) {
        return one.key().value() > other.key().value() ? one : other;
    }

    /**
     * The purchases to adopt, and the runs that wait.
     *
     * @param bought of each key the row whose purchase is to be adopted; keys without one are left out
     * @param waiting the ids of runs that wait to submit what is in none of these
     */
    public record AdoptionCandidates(Map<String, EarlierRow> bought, Set<String> waiting) {

        public AdoptionCandidates {
            bought = Map.copyOf(bought);
            waiting = Set.copyOf(waiting);
        }
    }
}
