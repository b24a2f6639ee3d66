package dev.darkroom.ledger.comparison;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A row as far as it can be compared.
 *
 * @param number its number in the manifest
 * @param id its id
 * @param idHash see {@link RowStaging#hash}
 * @param input its input's key in short, 0 if it is invalid
 * @param picture its first picture's hash in short, 0 without one
 * @param status as users see it
 * @param rejected whether its pictures were rejected in review
 */
record ComparedRow(int number, String id, long idHash, long input, long picture, RowStatus status, boolean rejected) {

    private static final int PAGE = 5_000;
    private static final Set<RowStatus> UNDER_WAY = Set.of(RowStatus.PENDING, RowStatus.SUBMITTED);

    /** Returns whether it has a picture. */
    boolean pictured() {
        return status.hasPicture();
    }

    /** Returns whether nothing more will happen to it by itself. */
    boolean ended() {
        return !UNDER_WAY.contains(status);
    }

    static int count(JdbcClient jdbc, RunRecord run) {
        return jdbc.sql("select count(*) from row_state where row_key > ? and row_key <= ?")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(Integer.class)
                .single();
    }

    /** Goes through a run in manifest order, page by page, without second rows of an id. */
    static void forEachPage(JdbcClient jdbc, RunRecord run, Consumer<List<ComparedRow>> each) {
        long after = RowKey.firstOf(run.number());
        while (true) {
            List<ComparedRow> page = new ArrayList<>(PAGE);
            long[] last = {0};
            jdbc.sql("""
                            select i.row_key, i.id, i.id_hash, i.input_key, s.state, s.code, l.state l_state, p.sha256,
                              v.rejected
                            from row_input i
                            join row_state s on s.row_key = i.row_key
                            left join row_state l on l.row_key = s.leader
                            left join picture p on p.row_key = i.row_key and p.n = 1
                            left join review v on v.row_key = i.row_key
                            where i.row_key > ? and i.row_key <= ? order by i.row_key limit ?""").params(after, RowKey.lastOf(run.number()), PAGE).query(row -> {
                last[0] = row.getLong("row_key");
                if (!ErrorCode.DUPLICATE_ID.code().equals(row.getString("code"))) {
                    page.add(of(row));
                }
            });
            if (last[0] == 0) {
                return;
            }
            each.accept(page);
            after = last[0];
        }
    }

    private static ComparedRow of(ResultSet row) throws SQLException {
        int leading = row.getInt("l_state");
        RowState leader = row.wasNull() ? null : RowState.of(leading);
        String picture = row.getString("sha256");
        return new ComparedRow(
                RowKey.of(row.getLong("row_key")).row(),
                row.getString("id"),
                row.getLong("id_hash"),
                shortened(row.getString("input_key")),
                shortened(picture),
                RowState.of(row.getInt("state")).seen(leader, picture != null),
                row.getBoolean("rejected"));
    }

    /** Shortens a hash: 64 bits of it tell as much as all. */
    private static long shortened(@Nullable String hash) {
        return hash == null ? 0 : hash.chars().asLongStream().reduce(1, (sum, digit) -> 31 * sum + digit);
    }
}
