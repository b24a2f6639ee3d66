package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StateCondition;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what people have said of rows. Where nobody has said anything of a row that reuses pictures, the last word on the
 * same bytes of the same purchase counts, whichever row of another run it was about: if that is an approval it is carried.
 * A withdrawal in another run is such a word too.
 */
final class RowVerdicts {

    /** A row follows one of its run, which reuses another run's, which may reuse another in its place. */
    private static final String MAKERS =
            String.format(Locale.ROOT, """
            from row_state s
            left join row_state b on b.row_key = s.leader and b.state in (%1$d, %2$d)
            left join row_state c on c.row_key = b.leader and c.state in (%1$d, %2$d)
            join review v on v.maker = coalesce(c.leader, b.leader, s.leader) and v.row_key <> s.row_key
            """, RowState.REUSED.code(), RowState.FOLLOWER.code());

    private static final String SHARING = "where s.row_key > ? and s.row_key <= ? and "
            + StateCondition.among("s.state", RowState.REUSED, RowState.FOLLOWER);

    private static final String CARRIED =
            "select s.row_key for_row, v.maker, r.id run_id, p.sha256, p.n, w.* " + MAKERS + """
            join verdict w on w.row_key = v.row_key
              and w.number = (select max(l.number) from verdict l where l.row_key = v.row_key)
            join run r on r.number = v.row_key / 4294967296
            join picture p on p.row_key = v.row_key
            """
                    + SHARING + " order by s.row_key, w.recorded_at, w.row_key, p.n";

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    RowVerdicts(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.dataSource = dataSource;
    }

    /**
     * Reads what was said of the rows behind one key up to another.
     *
     * @param pictures the rows' pictures, by their keys
     * @param withdrawals those of all runs
     */
    Map<Long, RowVerdict> among(
            long after, long last, Map<Long, List<DownloadedPicture>> pictures, VerdictWithdrawals withdrawals) {
        Map<Long, List<RecordedVerdict>> own = new HashMap<>();
        jdbc.sql("select * from verdict where row_key > ? and row_key <= ? order by row_key, number")
                .params(after, last)
                .query(row -> {
                    own.computeIfAbsent(row.getLong("row_key"), key -> new ArrayList<>())
                            .add(RecordedVerdict.of(row));
                });
        Map<Long, RowVerdict> verdicts = new HashMap<>();
        own.forEach((key, history) -> verdicts.put(key, RowVerdict.own(history)));
        carried(after, last).forEach((key, said) -> {
            boolean same = said.sha256.equals(hashes(pictures.getOrDefault(key, List.of())));
            if (same
                    && said.verdict.isApproved()
                    && !withdrawals.after(said.verdict.last().recordedAt(), said.judged, said.maker, said.sha256)) {
                verdicts.putIfAbsent(key, said.verdict);
            }
        });
        return verdicts;
    }

    /** Returns the withdrawals of all runs, which are read once they are asked for. */
    VerdictWithdrawals withdrawals() {
        return new VerdictWithdrawals(dataSource);
    }

    /** Returns whether a run has rows that share pictures of which somebody has said something as another row's. */
    boolean mayCarry(RunRecord run) {
        return jdbc.sql("select 1 from review limit 1")
                        .query(Integer.class)
                        .optional()
                        .isPresent()
                && jdbc.sql("select 1 " + MAKERS + SHARING + " limit 1")
                        .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    /** Reads the last word of other runs on the pictures that rows share. */
    private Map<Long, JudgedPictures> carried(long after, long last) {
        Map<Long, JudgedPictures> judged = new HashMap<>();
        jdbc.sql(CARRIED).params(after, last).query(row -> {
            long key = row.getLong("for_row");
            if (row.getInt("n") == 1) {
                judged.put(
                        key,
                        new JudgedPictures(
                                row.getLong("row_key"), row.getLong("maker"), carried(row), new ArrayList<>()));
            }
            JudgedPictures same = judged.get(key);
            if (same != null) {
                same.sha256.add(row.getString("sha256"));
            }
        });
        return judged;
    }

    private static RowVerdict carried(ResultSet row) throws SQLException {
        return RowVerdict.carried(RecordedVerdict.of(row), row.getString("run_id"));
    }

    private static List<String> hashes(List<DownloadedPicture> pictures) {
        return pictures.stream().map(DownloadedPicture::sha256).toList();
    }

    private record JudgedPictures(long judged, long maker, RowVerdict verdict, List<String> sha256) {}
}
