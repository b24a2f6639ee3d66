package dev.darkroom.ledger.rows;

import dev.darkroom.ledger.verdicts.CurrentVerdict;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All verdicts on the pictures that a row has, as events write them, and in the table {@code review} the one that stands.
 */
final class VerdictTable {

    private static final String INSERT = """
            insert into verdict (row_key, number, verdict, note, reviewer, decided_at, recorded_at, source)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    /** A row follows one of its run, which reuses another run's, which may reuse another in its place. */
    private static final String STAND =
            String.format(Locale.ROOT, """
            insert into review (row_key, rejected, note, reviewed_at, reviewer, maker)
            select s.row_key, ?, ?, ?, ?, coalesce(c.leader, b.leader, s.leader, s.row_key)
            from row_state s
            left join row_state b on b.row_key = s.leader and b.state in (%1$d, %2$d)
            left join row_state c on c.row_key = b.leader and c.state in (%1$d, %2$d)
            where s.row_key = ?""", RowState.REUSED.code(), RowState.FOLLOWER.code());

    private final JdbcTemplate jdbc;

    VerdictTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a verdict, unless this very one is there: a journal may be read again. */
    void add(RowKey row, RecordedVerdict said) {
        List<RecordedVerdict> history = new ArrayList<>(jdbc.query(
                "select * from verdict where row_key = ? order by number",
                (result, index) -> RecordedVerdict.of(result),
                row.value()));
        if (history.contains(said)) {
            return;
        }
        history.add(said);
        jdbc.update(
                INSERT,
                row.value(),
                history.size(),
                said.verdict().keyword(),
                StoredColumns.text(said.note()),
                StoredColumns.text(said.reviewer()),
                said.decidedAt().toEpochMilli(),
                said.recordedAt().toEpochMilli(),
                StoredColumns.text(said.source()));
        jdbc.update("delete from review where row_key = ?", row.value());
        CurrentVerdict.standing(history).ifPresent(standing -> stand(row, standing));
    }

    private void stand(RowKey row, RecordedVerdict standing) {
        jdbc.update(
                STAND,
                standing.verdict() == Verdict.REJECTED,
                StoredColumns.text(standing.note()),
                standing.decidedAt().toEpochMilli(),
                StoredColumns.text(standing.reviewer()),
                row.value());
    }

    /** Deletes all, since they are about pictures that the row no longer has. */
    void forget(RowKey row) {
        jdbc.update("delete from verdict where row_key = ?", row.value());
        jdbc.update("delete from review where row_key = ?", row.value());
    }
}
