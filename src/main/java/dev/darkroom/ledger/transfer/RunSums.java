package dev.darkroom.ledger.transfer;

import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the tables hold of a run, counted and summed: a copy of it must come to the same.
 *
 * @param figures by their names; what is not there is 0
 */
public record RunSums(Map<String, BigDecimal> figures) {

    private static final String ROWS = "rows";
    private static final String PURCHASES = "purchases";
    private static final String COST = "cost in USD";
    private static final String PICTURES = "pictures";
    private static final String REVIEWS = "reviews";

    /** The upper half of a row's key is its run's number. */
    private static final String RUN = "row_key / 4294967296";

    public RunSums {
        figures = Map.copyOf(figures);
    }

    /** Reads those of all runs, by their numbers. */
    static Map<Integer, RunSums> read(DataSource dataSource) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Map<Integer, Map<String, BigDecimal>> sums = new TreeMap<>();
        jdbc.sql("select number from run").query(Integer.class).list().forEach(run -> sums.put(run, new TreeMap<>()));
        read(jdbc, sums, "row_input", ROWS, "seeds", "sum(seed)", "outputs", "sum(outputs)");
        read(
                jdbc,
                sums,
                "purchase",
                PURCHASES,
                COST,
                "sum(cost)",
                "estimates in USD",
                "sum(estimate)",
                "sends",
                "sum(sends)",
                "request ids",
                "count(request_id)");
        read(jdbc, sums, "tried", "failed calls");
        read(jdbc, sums, "picture", PICTURES, "bytes of pictures", "sum(bytes)");
        read(jdbc, sums, "review", REVIEWS, "rejections", "sum(case when rejected then 1 else 0 end)");
        read(jdbc, sums, "verdict", "verdicts");
        read(jdbc, sums, "source", "sources");
        jdbc.sql("select " + RUN + " run, state, count(*) n, sum(attempt) attempts from row_state group by " + RUN
                        + ", state")
                .query(row -> {
                    String state = "rows that are " + RowState.of(row.getInt("state"));
                    put(sums, row.getInt("run"), state, row.getBigDecimal("n"));
                    put(sums, row.getInt("run"), state + ", attempts", row.getBigDecimal("attempts"));
                });
        jdbc.sql("select entry / 4294967296 run, count(*) n from row_look_up group by entry / 4294967296")
                .query(row -> {
                    put(sums, row.getInt("run"), "look-ups", row.getBigDecimal("n"));
                });
        Map<Integer, RunSums> all = new TreeMap<>();
        sums.forEach((run, figures) -> all.put(run, new RunSums(figures)));
        return all;
    }

    /** @param named a figure's name, then how it is computed, and so on */
    private static void read(
            JdbcClient jdbc,
            Map<Integer, Map<String, BigDecimal>> sums,
            String table,
            String counted,
            String... named) {
        List<String> names = new ArrayList<>(List.of(counted));
        StringBuilder columns = new StringBuilder(", count(*) f0");
        for (int n = 0; n < named.length; n += 2) {
            columns.append(", ").append(named[n + 1]).append(" f").append(names.size());
            names.add(named[n]);
        }
        jdbc.sql("select " + RUN + " run" + columns + " from " + table + " group by " + RUN)
                .query(row -> {
                    for (int n = 0; n < names.size(); n++) {
                        put(sums, row.getInt("run"), names.get(n), row.getBigDecimal("f" + n));
                    }
                });
    }

    private static void put(
            Map<Integer, Map<String, BigDecimal>> sums, int run, String name, @Nullable BigDecimal value) {
        if (value != null && value.signum() != 0) {
            sums.computeIfAbsent(run, none -> new TreeMap<>()).put(name, value.stripTrailingZeros());
        }
    }

    /** Returns in what another differs from it, such as {@code purchases: 12 and 11}; nothing if in nothing. */
    List<String> differences(RunSums other) {
        TreeSet<String> names = new TreeSet<>(figures.keySet());
        names.addAll(other.figures.keySet());
        return names.stream()
                .filter(name -> figure(name).compareTo(other.figure(name)) != 0)
                .map(name -> name + ": " + figure(name).toPlainString() + " and "
                        + other.figure(name).toPlainString())
                .toList();
    }

    private BigDecimal figure(String name) {
        return figures.getOrDefault(name, BigDecimal.ZERO);
    }

    /** Returns how many rows the run has. */
    public long rows() {
        return figure(ROWS).longValueExact();
    }

    /** Returns how many purchases were, or may have been, made. */
    public long purchases() {
        return figure(PURCHASES).longValueExact();
    }

    /** Returns how many pictures its rows have. */
    public long pictures() {
        return figure(PICTURES).longValueExact();
    }

    /** Returns how many decisions about its rows are recorded. */
    public long reviews() {
        return figure(REVIEWS).longValueExact();
    }

    /** Returns what the service said its purchases cost, in USD. */
    public BigDecimal cost() {
        return figure(COST);
    }
}
