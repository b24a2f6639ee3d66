package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells row by row what two runs differ in: rows of the later one in its manifest's order, then those that are gone. Some
 * forty bytes for each row of the earlier one are in memory, and a page of the rows that differ.
 */
public final class RowDifferences {

    private final JdbcClient jdbc;
    private final DetailsReader details;
    private final RunRecord earlier;
    private final RunRecord later;

    public RowDifferences(DataSource dataSource, JsonMapper json, RunRecord earlier, RunRecord later) {
        this.jdbc = JdbcClient.create(dataSource);
        this.details = new DetailsReader(jdbc, json);
        this.earlier = earlier;
        this.later = later;
    }

    /**
     * Goes through all rows that differ.
     *
     * @return how many rows there are of each kind, in their order, those that do not differ too; second rows of an id do
     *     not count
     */
    public Map<DifferenceKind, Long> forEach(Consumer<RowDifference> each) {
        Map<DifferenceKind, Long> counts = new EnumMap<>(DifferenceKind.class);
        for (DifferenceKind kind : DifferenceKind.values()) {
            counts.put(kind, 0L);
        }
        RowPairs pairs = RowPairs.of(jdbc, earlier, later);
        pairs.forEachPage(page -> {
            List<RowPair> differing = new ArrayList<>();
            for (RowPair pair : page) {
                counts.merge(pair.kind(), 1L, Long::sum);
                if (pair.kind() != DifferenceKind.SAME) {
                    differing.add(pair);
                }
            }
            for (int from = 0; from < differing.size(); from += DetailsReader.MAX_KEYS) {
                tell(differing.subList(from, Math.min(differing.size(), from + DetailsReader.MAX_KEYS)), each);
            }
        });
        List<Long> gone = new ArrayList<>();
        pairs.gone().forEach(number -> {
            gone.add(new RowKey(earlier.number(), number).value());
            if (gone.size() == DetailsReader.MAX_KEYS) {
                tellGone(gone, counts, each);
            }
        });
        tellGone(gone, counts, each);
        return counts;
    }

    private void tell(List<RowPair> pairs, Consumer<RowDifference> each) {
        Map<Long, ComparedDetails> after =
                details.read(pairs.stream().map(this::key).toList());
        Map<Long, ComparedDetails> before = details.read(pairs.stream()
                .filter(pair -> !pair.isNew())
                .map(this::earlierKey)
                .toList());
        for (RowPair pair : pairs) {
            each.accept(RowDifference.of(
                    pair, pair.isNew() ? null : before.get(earlierKey(pair)), found(after, key(pair))));
        }
    }

    private void tellGone(List<Long> keys, Map<DifferenceKind, Long> counts, Consumer<RowDifference> each) {
        counts.merge(DifferenceKind.GONE, (long) keys.size(), Long::sum);
        Map<Long, ComparedDetails> before = details.read(keys);
        keys.forEach(key -> each.accept(RowDifference.gone(found(before, key))));
        keys.clear();
    }

    private static ComparedDetails found(Map<Long, ComparedDetails> details, long key) {
        return Objects.requireNonNull(details.get(key), "a row is gone from the ledger");
    }

    private long key(RowPair pair) {
        return new RowKey(later.number(), pair.row().number()).value();
    }

    private long earlierKey(RowPair pair) {
        ComparedRows.EarlierState state = Objects.requireNonNull(pair.earlier(), "earlier is null");
        return new RowKey(earlier.number(), state.number()).value();
    }
}
