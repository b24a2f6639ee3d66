package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StateCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows the purchases that have come to their end, and tells listeners of each that does. One that had ended before and
 * is only polled or downloaded again ends no second time.
 */
public final class EndedRows {

    private static final String ENDED = StateCondition.among("s.state", EndedRow.STATES.toArray(RowState[]::new));

    private static final String BOUGHT = StateCondition.among(
            "s.state",
            Stream.concat(EndedRow.STATES.stream(), Stream.of(RowState.UNKNOWN)).toArray(RowState[]::new));

    private final List<Consumer<EndedRow>> listeners = new CopyOnWriteArrayList<>();
    private final Set<RowKey> again = new HashSet<>();
    private final JdbcClient jdbc;
    private final int run;

    EndedRows(DataSource dataSource, int run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
    }

    /** Those of the manifest's first rows that have ended, or are in doubt, in manifest order. */
    public List<EndedRow> first(int most) {
        return jdbc.sql(
                        "select s.state, s.code, s.words from row_state s where s.row_key > ? and s.row_key <= ? and s.attempt > 0"
                                + " and " + BOUGHT + " order by s.row_key limit ?")
                .params(RowKey.firstOf(run), RowKey.lastOf(run), most)
                .query(EndedRows::toEnded)
                .list();
    }

    /**
     * Tells a listener of those that ended last, then of each that ends. That is on the thread that commits: it must be
     * quick.
     *
     * @param most how many earlier ones
     * @param from since when; null from the run's start
     */
    public void listen(int most, @Nullable Instant from, Consumer<EndedRow> listener) {
        last(most, from).forEach(listener);
        listeners.add(listener);
    }

    private List<EndedRow> last(int most, @Nullable Instant from) {
        List<EndedRow> rows = new ArrayList<>(
                jdbc.sql("select s.state, s.code, s.words from row_state s where s.row_key > ? and s.row_key <= ?"
                                + " and s.attempt > 0 and s.changed_at >= ? and " + ENDED
                                + " order by s.changed_at desc, s.row_key desc limit ?")
                        .params(
                                RowKey.firstOf(run),
                                RowKey.lastOf(run),
                                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                                most)
                        .query(EndedRows::toEnded)
                        .list());
        Collections.reverse(rows);
        return rows;
    }

    private static EndedRow toEnded(ResultSet row, int index) throws SQLException {
        String code = row.getString("code");
        RowReason reason =
                code == null ? null : new RowReason(code, Objects.requireNonNullElse(row.getString("words"), ""));
        return new EndedRow(RowState.of(row.getInt("state")), reason);
    }

    /** @param comesBack whether a row that the event seems to end is to be submitted instead */
    void moved(List<LedgerEvent> events, Predicate<LedgerEvent> comesBack) {
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.RowReopened) {
                reopened(event);
            } else if (EndedRow.isEnd(event) && !again.remove(event.row()) && !comesBack.test(event)) {
                EndedRow ended = EndedRow.of(event);
                listeners.forEach(listener -> listener.accept(ended));
            }
        }
    }

    private void reopened(LedgerEvent event) {
        if (event.to() == RowState.SUBMITTED || event.to() == RowState.COMPLETED) {
            again.add(event.row());
        } else {
            again.remove(event.row());
        }
    }
}
