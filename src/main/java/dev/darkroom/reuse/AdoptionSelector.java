package dev.darkroom.reuse;

import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.AdoptedPurchases.AdoptionCandidates;
import dev.darkroom.ledger.rows.EarlierRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses for rows still to be submitted what another run has purchased, or may have, and not downloaded yet: by their
 * keys, and for those it knows nothing of by what the job's rule takes for equal, or where a purchase is in doubt also what
 * the rule of the run that may have made it does. A run acts on the choices, and a plan tells them.
 */
public final class AdoptionSelector {

    private final AdoptedPurchases purchases;
    private final QueryTwins twins;
    private final DoubtfulPurchases doubts;

    public AdoptionSelector(AdoptedPurchases purchases, QueryTwins twins, DoubtfulPurchases doubts) {
        this.purchases = purchases;
        this.twins = twins;
        this.doubts = doubts;
    }

    /**
     * The purchases to adopt, by the keys of these rows, a page of them.
     *
     * @param doubtToo whether rows that may have been purchased count too
     */
    public AdoptionCandidates among(Collection<WantedInput> wanted, boolean doubtToo) {
        AdoptionCandidates found = purchases.among(
                wanted.stream().map(WantedInput::inputKey).distinct().toList(), doubtToo);
        Map<String, List<String>> equal = twins.underWayByRule(without(found.bought(), wanted));
        AdoptionCandidates others =
                purchases.among(equal.values().stream().flatMap(List::stream).collect(Collectors.toSet()), doubtToo);
        Map<String, EarlierRow> bought = new HashMap<>(found.bought());
        equal.forEach((key, keys) -> keys.stream()
                .filter(others.bought()::containsKey)
                .findFirst()
                .ifPresent(other -> bought.put(key, others.bought().get(other))));
        if (doubtToo) {
            without(bought, wanted)
                    .forEach(row -> doubts.of(row).ifPresent(doubt -> bought.put(row.inputKey(), doubt)));
        }
        Set<String> waiting = new HashSet<>(found.waiting());
        waiting.addAll(others.waiting());
        return new AdoptionCandidates(bought, waiting);
    }

    private static List<WantedInput> without(Map<String, EarlierRow> bought, Collection<WantedInput> wanted) {
        return wanted.stream()
                .filter(row -> !bought.containsKey(row.inputKey()))
                .toList();
    }
}
