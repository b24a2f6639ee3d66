package dev.darkroom.ledger.costs;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.spending.StoredSpending;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what runs cost, each once and in a pass of its own: the database sums up what is alike by model and quarter of an
 * hour, in which days of all zones begin. Where the rows' own columns matter, it does so page by page.
 */
public final class StoredCosts {

    private static final int QUARTER_HOUR = 15 * 60 * 1_000;
    private static final int PAGE = 20_000;

    private static final String PURCHASES = """
            select model, kept, quarter, state, sent, requested, priced, estimated, count(*) purchases, sum(sends) sends,
              sum(throttled) throttled, sum(cost) cost, sum(estimate) estimate
            from (
              select i.model, case when :keeping then i.kept end kept, p.intent_at / :quarter quarter, p.state,
                case when p.sends > 0 then 1 else 0 end sent, case when p.request_id is null then 0 else 1 end requested,
                case when p.cost is null then 0 else 1 end priced, case when p.estimate is null then 0 else 1 end estimated,
                p.sends, p.throttled, p.cost, p.estimate
              from purchase p join row_input i on i.row_key = p.row_key
              where p.row_key > :first and p.row_key <= :last) bought
            group by model, kept, quarter, state, sent, requested, priced, estimated""";

    /**
     * A reused row's picture is traced to the purchase that made it: a row follows one of its run, which reuses another
     * run's, which may reuse another in its place.
     */
    private static final String ROWS = """
            select model, kept, quarter, state, l_state, verdict, case when pictures > 0 then 1 else 0 end pictured,
              count(*) n, sum(pictures) pictures, sum(worth) worth, count(worth) worth_known,
              sum(case when worth is null then outputs else 0 end) unknown_outputs
            from (
              select i.model, case when :keeping then i.kept end kept, p.intent_at / :quarter quarter, s.state,
                l.state l_state, case when v.row_key is null then 0 when v.rejected then 2 else 1 end verdict,
                (select count(*) from picture c where c.row_key = i.row_key) pictures,
                coalesce(m.cost, m.estimate) worth, i.outputs
              from row_input i
              join row_state s on s.row_key = i.row_key
              left join row_state l on l.row_key = s.leader
              left join purchase p on p.row_key = i.row_key and p.attempt = s.attempt
              left join review v on v.row_key = i.row_key
              left join row_state b on b.row_key = s.leader and b.state in (:reused, :follower)
              left join row_state c on c.row_key = b.leader and c.state in (:reused, :follower)
              left join row_state o on o.row_key = coalesce(c.leader, b.leader, s.leader)
              left join purchase m on m.row_key = o.row_key and m.attempt = o.attempt
              where i.row_key > :first and i.row_key <= :last) seen
            group by model, kept, quarter, state, l_state, verdict, case when pictures > 0 then 1 else 0 end""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final int page;

    public StoredCosts(DataSource dataSource, JsonMapper json) {
        this(dataSource, json, PAGE);
    }

    /** @param page how many rows are read at a time where their own columns matter */
    StoredCosts(DataSource dataSource, JsonMapper json, int page) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
        this.page = page;
    }

    /**
     * Sums up what runs cost. What was bought counts at the time at which it was about to be submitted; a row at that of its
     * last purchase or, if it bought nothing, of its run.
     *
     * @param runs those whose costs are told
     * @param by what they are told by; without any there is one group
     * @param zone in which days and months begin
     */
    public CostSummary sum(List<RunRecord> runs, List<CostDimension> by, CostPeriod period, ZoneId zone) {
        Grouping grouping = new Grouping(List.copyOf(by), period, zone);
        for (RunRecord run : runs) {
            read(run, grouping);
        }
        GroupCosts total = grouping.groups.values().stream().reduce(GroupCosts.NONE, GroupCosts::plus);
        return new CostSummary(grouping.groups, total, grouping.runs.size());
    }

    /** Sums up what a run bought, and counts its rows; what was reused, and which pictures it got, is left out. */
    public GroupCosts purchases(RunRecord run) {
        long first = RowKey.firstOf(run.number());
        long last = RowKey.lastOf(run.number());
        long rows = jdbc.sql("select count(*) from row_state where row_key > ? and row_key <= ?")
                .params(first, last)
                .query(Long.class)
                .single();
        return jdbc
                .sql(PURCHASES)
                .params(Map.of("first", first, "last", last, "keeping", false, "quarter", QUARTER_HOUR))
                .query((row, index) -> GroupCosts.of(PurchaseCosts.of(StoredSpending.toGroup(row))))
                .list()
                .stream()
                .reduce(
                        new GroupCosts(rows, PurchaseCosts.NONE, ReuseSavings.NONE, BoughtPictures.NONE),
                        GroupCosts::plus);
    }

    private void read(RunRecord run, Grouping grouping) {
        boolean keeping = grouping.by.stream().anyMatch(CostDimension::isColumn);
        long last = jdbc.sql("select coalesce(max(row_key), 0) from row_input where row_key > ? and row_key <= ?")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(Long.class)
                .single();
        long after = RowKey.firstOf(run.number());
        while (after < last) {
            long end = keeping ? Math.min(last, after + page) : last;
            Map<String, Object> range =
                    Map.of("first", after, "last", end, "keeping", keeping, "quarter", QUARTER_HOUR);
            jdbc.sql(PURCHASES).params(range).query(row -> {
                grouping.add(entry(run, row), GroupCosts.of(PurchaseCosts.of(StoredSpending.toGroup(row))));
            });
            jdbc.sql(ROWS)
                    .params(range)
                    .param("reused", RowState.REUSED.code())
                    .param("follower", RowState.FOLLOWER.code())
                    .query(row -> {
                        grouping.add(entry(run, row), rows(run, row));
                    });
            after = end;
        }
    }

    private CostEntry entry(RunRecord run, ResultSet row) throws SQLException {
        long quarter = row.getLong("quarter");
        Instant at = row.wasNull() ? run.createdAt() : Instant.ofEpochMilli(quarter * QUARTER_HOUR);
        String kept = row.getString("kept");
        return new CostEntry(run, row.getString("model"), at, kept == null ? null : json.readTree(kept));
    }

    private static GroupCosts rows(RunRecord run, ResultSet row) throws SQLException {
        int leader = row.getInt("l_state");
        RowState leading = row.wasNull() ? null : RowState.of(leader);
        RowStatus status = RowState.of(row.getInt("state")).seen(leading, row.getInt("pictured") == 1);
        long number = row.getLong("n");
        ReuseSavings reuse = status == RowStatus.REUSED ? savings(run.price(), number, row) : ReuseSavings.NONE;
        BoughtPictures pictures = status == RowStatus.SUCCEEDED ? pictures(row) : BoughtPictures.NONE;
        return new GroupCosts(number, PurchaseCosts.NONE, reuse, pictures);
    }

    private static ReuseSavings savings(@Nullable BigDecimal price, long number, ResultSet row) throws SQLException {
        BigDecimal worth = row.getBigDecimal("worth");
        BigDecimal known = worth == null ? BigDecimal.ZERO : worth;
        long unknown = number - row.getLong("worth_known");
        return price == null
                ? new ReuseSavings(number, known, unknown)
                : new ReuseSavings(
                        number, known.add(price.multiply(BigDecimal.valueOf(row.getLong("unknown_outputs")))), 0);
    }

    private static BoughtPictures pictures(ResultSet row) throws SQLException {
        long pictures = row.getLong("pictures");
        int verdict = row.getInt("verdict");
        return new BoughtPictures(pictures, verdict == 1 ? pictures : 0, verdict == 2 ? pictures : 0);
    }

    /** Groups as they are summed up. */
    private static final class Grouping {

        private final Map<List<String>, GroupCosts> groups = new HashMap<>();
        private final Set<Integer> runs = new HashSet<>();
        private final List<CostDimension> by;
        private final CostPeriod period;
        private final ZoneId zone;

        Grouping(List<CostDimension> by, CostPeriod period, ZoneId zone) {
            this.by = by;
            this.period = period;
            this.zone = zone;
        }

        void add(CostEntry entry, GroupCosts costs) {
            if (period.has(entry.at())) {
                runs.add(entry.run().number());
                List<String> key = by.stream()
                        .map(dimension -> dimension.valueOf(entry, zone))
                        .toList();
                groups.merge(key, costs, GroupCosts::plus);
            }
        }
    }
}
