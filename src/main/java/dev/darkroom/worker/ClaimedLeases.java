package dev.darkroom.worker;

import dev.darkroom.ledger.LeasedRows;
import dev.darkroom.ledger.lease.RowLease;
import dev.darkroom.ledger.lease.RowLeaseTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The leases of a worker: claims the next one before the last is used up, and ends each whose rows have. Used by one thread. */
final class ClaimedLeases {

    private final RowLeaseTable table;
    private final int run;
    private final long worker;
    private final LeasedRows rows;
    private final BiConsumer<String, BigDecimal> prices;
    private final List<RowLease> leases = new ArrayList<>();
    private long claimed;
    private int lastSize;

    /** @param prices is told the price of an output of each model in USD */
    ClaimedLeases(RowLeaseTable table, int run, long worker, LeasedRows rows, BiConsumer<String, BigDecimal> prices) {
        this.table = table;
        this.run = run;
        this.worker = worker;
        this.rows = rows;
        this.prices = prices;
    }

    /** Claims one more lease, if what is left to submit is less than half of one. */
    void claimIfShort() {
        long pending =
                leases.stream().mapToLong(lease -> rows.pending(lease.rows())).sum();
        if (2 * pending > lastSize) {
            return;
        }
        Optional<RowLease> found = table.claim(run, worker);
        if (found.isPresent()) {
            RowLease lease = found.get();
            lease.prices().forEach(prices);
            leases.add(lease);
            lastSize = lease.rows().cardinality();
            claimed += lastSize;
            rows.receive(lease.rows());
        }
    }

    /**
     * Ends those whose rows have all come to their end.
     *
     * @param stopped whether nothing is submitted any more, so that rows which are not go back
     */
    void endFinished(boolean stopped) {
        leases.removeIf(lease -> {
            BitSet those = lease.rows();
            boolean finished = rows.onTheirWay(those) == 0 && (stopped || rows.pending(those) == 0);
            if (finished) {
                table.end(lease.number(), worker);
                rows.giveUp(those);
            }
            return finished;
        });
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    /** Returns how many rows were claimed in all. */
    long claimed() {
        return claimed;
    }
}
