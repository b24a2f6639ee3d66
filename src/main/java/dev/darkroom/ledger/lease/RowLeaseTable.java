package dev.darkroom.ledger.lease;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows that a run has lent. A lease is one worker's from its claim on, until the worker ends it or is struck off.
 * Thread-safe.
 */
public final class RowLeaseTable {

    private static final TypeReference<Map<String, BigDecimal>> PRICES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public RowLeaseTable(DataSource dataSource, JsonMapper json) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
    }

    /** Lends rows to whichever worker claims them first; returns the lease's number. */
    public long lend(int run, BitSet rows, Map<String, BigDecimal> prices) {
        return jdbc.sql("insert into row_lease (run, prices, row_ranges) values (?, ?, ?) returning number")
                .params(run, json.writeValueAsString(prices), RowRanges.format(rows))
                .query(Long.class)
                .single();
    }

    /** Claims the oldest lease of a run that is nobody's; workers do not wait for each other. */
    public Optional<RowLease> claim(int run, long worker) {
        return jdbc.sql("update row_lease set worker = ? where number = (select number from row_lease"
                        + " where run = ? and worker is null order by number limit 1 for update skip locked)"
                        + " returning number, row_ranges, prices")
                .params(worker, run)
                .query(this::toLease)
                .optional();
    }

    private RowLease toLease(ResultSet row, int index) throws SQLException {
        return new RowLease(
                row.getLong("number"),
                RowRanges.parse(String.valueOf(row.getString("row_ranges"))),
                json.readValue(row.getString("prices"), PRICES));
    }

    /** Ends a lease whose rows have come to their end. */
    public void end(long lease, long worker) {
        jdbc.sql("delete from row_lease where number = ? and worker = ?")
                .params(lease, worker)
                .update();
    }

    /** Takes back what nobody has claimed. */
    public void takeBackUnclaimed(int run) {
        jdbc.sql("delete from row_lease where run = ? and worker is null")
                .param(run)
                .update();
    }

    /** Returns how a run's leases stand. */
    public LeaseNumbers ofRun(int run) {
        Set<Long> all = new HashSet<>();
        Set<Long> unclaimed = new HashSet<>();
        jdbc.sql("select number, worker from row_lease where run = ?")
                .param(run)
                .query(row -> {
                    all.add(row.getLong("number"));
                    if (row.getObject("worker") == null) {
                        unclaimed.add(row.getLong("number"));
                    }
                });
        return new LeaseNumbers(all, unclaimed);
    }

    /**
     * The leases of a run.
     *
     * @param all that have not ended
     * @param unclaimed those of them that are no worker's yet
     */
    public record LeaseNumbers(Set<Long> all, Set<Long> unclaimed) {

        public LeaseNumbers {
            all = Set.copyOf(all);
            unclaimed = Set.copyOf(unclaimed);
        }
    }
}
