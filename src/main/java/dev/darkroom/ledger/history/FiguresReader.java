package dev.darkroom.ledger.history;

import dev.darkroom.ledger.figures.FigureSums;
import dev.darkroom.ledger.figures.PurchaseCollector;
import dev.darkroom.ledger.figures.PurchaseKey;
import dev.darkroom.ledger.figures.StoredFigures;
import dev.darkroom.ledger.figures.TrackedPurchase;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.BitSet;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is kept in memory of a run's figures. */
final class FiguresReader {

    private static final int PAGE = 5_000;

    private final int run;
    private final RunFigures stored;
    private final JdbcClient jdbc;
    private final Map<String, Object> range;

    FiguresReader(DataSource dataSource, RunRecord run, RunFigures stored) {
        this.run = run.number();
        this.stored = stored;
        this.jdbc = JdbcClient.create(dataSource);
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
        PurchaseCollector purchases = new PurchaseCollector();
        PurchaseKey last = new PurchaseKey(RowKey.of(RowKey.firstOf(run)), 0);
        for (PurchaseKey end = page(last, purchases); !end.equals(last); end = page(last, purchases)) {
            last = end;
        }
        FigureSums sums = new FigureSums(
                purchases.groups(), purchases.possibleDuplicates(), stored.reasons(), stored.pendingModels());
        return new StoredFigures(sums, purchases.remembered(), leaders());
    }

    /** Passes on the next purchases, and returns the last of them; the given one if there is none left. */
    private PurchaseKey page(PurchaseKey after, PurchaseCollector purchases) {
        PurchaseKey[] last = {after};
        jdbc.sql("select row_key, attempt, state, sends, throttled, request_id, cost, estimate, fetched_again"
                        + " from purchase where row_key >= ? and row_key <= ? and (row_key > ? or attempt > ?)"
                        + " order by row_key, attempt limit ?")
                .params(after.row().value(), RowKey.lastOf(run), after.row().value(), after.attempt(), PAGE)
                .query(row -> {
                    last[0] = new PurchaseKey(RowKey.of(row.getLong("row_key")), row.getInt("attempt"));
                    purchases.add(
                            last[0],
                            new TrackedPurchase(
                                    RowState.of(row.getInt("state")),
                                    row.getInt("sends"),
                                    row.getInt("throttled"),
                                    row.getString("request_id") != null,
                                    row.getBigDecimal("cost"),
                                    row.getBigDecimal("estimate"),
                                    row.getBoolean("fetched_again")));
                });
        return last[0];
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
