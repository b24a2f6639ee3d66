package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Follows a row's picture back to its beginning: the purchase that made it, that one's predecessor if it was made
 * again, and so on. Queries the indexes for one row at a time; all rows must be in the table by which they are looked up.
 */
public final class RedoChain {

    /** Equal rows that share one purchase have one input: a few tell as much as all. */
    private static final int MAX_EQUAL = 10;

    private final JdbcClient jdbc;
    private final RunRecord run;

    public RedoChain(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
    }

    /** Follows the picture of a valid row, given by the row's number. */
    public RedoOrigin of(long number) {
        long start = RowKey.firstOf(run.number()) + number;
        Set<Long> seeds = new HashSet<>();
        Set<Long> seen = new HashSet<>(Set.of(start));
        Deque<Long> left = new ArrayDeque<>(seen);
        String made = null;
        boolean shared = true;
        long standing = start;
        while (!left.isEmpty()) {
            long row = left.remove();
            ChainLink link = link(row);
            standing = shared ? row : standing;
            if (link.seed != null) {
                seeds.add(link.seed);
            }
            if (shared && made == null) {
                made = link.requestId;
            }
            Long leader = link.leader;
            shared &= leader != null;
            List<Long> next = leader != null ? List.of(leader) : predecessors(link.redoOf);
            next.stream().filter(seen::add).forEach(left::add);
        }
        SentInput sent = sent(start);
        String other = standing == start ? null : sent(standing).input;
        return new RedoOrigin(made == null ? sent.inputKey : made, sent.model, sent.input, other, sent.inputKey, seeds);
    }

    /** Returns whether a picture of the very input was rejected. */
    public boolean isRejected(String inputKey) {
        return jdbc.sql("select count(*) from row_look_up f join row_input i on i.row_key = f.row_key"
                                + " join review v on v.row_key = f.row_key"
                                + " where f.hash = ? and i.input_key = ? and v.rejected")
                        .params(RowStaging.hash(inputKey), inputKey)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private ChainLink link(long key) {
        return jdbc.sql("select i.seed, i.redo_of, l.row_key leader, p.request_id from row_input i"
                        + " join row_state s on s.row_key = i.row_key"
                        + " left join row_state l on l.row_key = s.leader"
                        + " left join purchase p on p.row_key = i.row_key and p.attempt = s.attempt"
                        + " where i.row_key = ?")
                .param(key)
                .query((row, index) -> new ChainLink(
                        row.getObject("seed", Long.class),
                        row.getString("redo_of"),
                        row.getObject("leader", Long.class),
                        row.getString("request_id")))
                .optional()
                .orElse(ChainLink.NONE);
    }

    private List<Long> predecessors(@Nullable String redoOf) {
        if (redoOf == null) {
            return List.of();
        }
        List<Long> bought = jdbc.sql("select row_key from purchase where request_id = ? limit " + MAX_EQUAL)
                .param(redoOf)
                .query(Long.class)
                .list();
        return !bought.isEmpty()
                ? bought
                : jdbc.sql("select f.row_key from row_look_up f join row_input i on i.row_key = f.row_key"
                                + " where f.hash = ? and i.input_key = ? limit " + MAX_EQUAL)
                        .params(RowStaging.hash(redoOf), redoOf)
                        .query(Long.class)
                        .list();
    }

    private SentInput sent(long key) {
        return jdbc.sql("select model, input, input_key from row_input where row_key = ?")
                .param(key)
                .query((row, index) ->
                        new SentInput(row.getString("model"), row.getString("input"), row.getString("input_key")))
                .single();
    }

    private record ChainLink(
            @Nullable Long seed,
            @Nullable String redoOf,
            @Nullable Long leader,
            @Nullable String requestId) {

        private static final ChainLink NONE = new ChainLink(null, null, null, null);
    }

    private record SentInput(String model, String input, String inputKey) {}

    /**
     * The origin of a row's picture.
     *
     * @param madeBy the request that made it, another row's if this one shares its picture; the input's key if there is
     *     none
     * @param model the row's model
     * @param input the row's input as JSON
     * @param made the input that its picture was made from, if that is another row's; else null
     * @param inputKey the key of it
     * @param seeds all seeds that were sent for it
     */
    public record RedoOrigin(
            String madeBy,
            String model,
            String input,
            @Nullable String made,
            String inputKey,
            Set<Long> seeds) {

        public RedoOrigin {
            seeds = Set.copyOf(seeds);
        }

        /** Returns the same with another form of the row's input. */
        public RedoOrigin withInput(String other) {
            return new RedoOrigin(madeBy, model, other, made, inputKey, seeds);
        }
    }
}
