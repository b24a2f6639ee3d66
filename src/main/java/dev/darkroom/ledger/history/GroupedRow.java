package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowKey;
import java.util.List;
import java.util.Objects;

/**
 * A row that a run has purchased, with what its column tells of the group it belongs to.
 *
 * @param attempt the purchase that its pictures are of
 * @param group the column's value, empty for none
 * @param flags of each picture, in their order
 */
public record GroupedRow(RowKey key, int attempt, String group, List<List<String>> flags) {

    public GroupedRow {
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(group, "group is null");
        flags = flags.stream().map(List::copyOf).toList();
    }
}
