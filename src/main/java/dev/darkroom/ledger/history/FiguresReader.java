package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.StoredSpending;
import dev.darkroom.ledger.figures.FigureSums;
import dev.darkroom.ledger.figures.PurchaseKey;
import dev.darkroom.ledger.figures.StoredFigures;
import dev.darkroom.ledger.figures.TrackedPurchase;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is kept in memory of a run's figures. */
final class FiguresReader {

    /** Purchases whose sums move with events, and those that make a later one of their row a possible duplicate. */
    private static final List<Integer> REMEMBERED = Stream.concat(
                    Arrays.stream(RowState.values()).filter(RowState::open), Stream.of(RowState.UNKNOWN))
            .map(RowState::code)
            .toList();

    private final int run;
    private final RunFigures stored;
    private final StoredSpending spending;
    private final JdbcClient jdbc;
    private final Map<String, Object> range;

    FiguresReader(DataSource dataSource, RunRecord run, RunFigures stored) {
        this.run = run.number();
        this.stored = stored;
        this.jdbc = JdbcClient.create(dataSource);
        this.spending = new StoredSpending(jdbc, run);
        this.range = Map.of("first", RowKey.firstOf(this.run), "last", RowKey.lastOf(this.run));
    }

    /** Reads hardly anything, as the first statement of a transaction. */
    void begin() {
        jdbc.sql("select number from run where number = ?")
                .param(run)
                .query(Integer.class)
                .list();
    }

    /** Reads all, each statement for itself: the caller has them see the same moment. */
    StoredFigures read() {
        FigureSums sums = new FigureSums(
                spending.groups(), stored.possibleDuplicates(), stored.reasons(), stored.pendingModels());
        return new StoredFigures(sums, purchases(), leaders());
    }

    private Map<PurchaseKey, TrackedPurchase> purchases() {
        Map<PurchaseKey, TrackedPurchase> purchases = new HashMap<>();
        jdbc.sql("select row_key, attempt, state, sends, throttled, request_id, cost, estimate, fetched_again"
                        + " from purchase where row_key > :first and row_key <= :last and state in (:remembered)")
                .params(range)
                .param("remembered", REMEMBERED)
                .query(row -> {
                    purchases.put(
                            new PurchaseKey(RowKey.of(row.getLong("row_key")), row.getInt("attempt")),
                            new TrackedPurchase(
                                    RowState.of(row.getInt("state")),
                                    row.getInt("sends"),
                                    row.getInt("throttled"),
                                    row.getString("request_id") != null,
                                    row.getBigDecimal("cost"),
                                    row.getBigDecimal("estimate"),
                                    row.getBoolean("fetched_again")));
                });
        return purchases;
    }

    private BitSet leaders() {
        BitSet leaders = new BitSet();
        jdbc.sql("select distinct leader from row_state where row_key > :first and row_key <= :last and state = "
                        + RowState.FOLLOWER.code())
                .params(range)
                .query(row -> {
                    leaders.set(RowKey.of(row.getLong("leader")).row());
                });
        return leaders;
    }
}
