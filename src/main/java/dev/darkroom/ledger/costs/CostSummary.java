package dev.darkroom.ledger.costs;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Costs of many runs.
 *
 * @param groups by the values of what they are told by, in the order of these values
 * @param total of them all
 * @param runs how many runs have rows or purchases among them
 */
public record CostSummary(Map<List<String>, GroupCosts> groups, GroupCosts total, int runs) {

    public CostSummary {
        Map<List<String>, GroupCosts> sorted = new TreeMap<>(CostSummary::compare);
        sorted.putAll(groups);
        groups = Collections.unmodifiableMap(sorted);
    }

    private static int compare(List<String> one, List<String> other) {
        for (int n = 0; n < Math.min(one.size(), other.size()); n++) {
            int order = one.get(n).compareTo(other.get(n));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
