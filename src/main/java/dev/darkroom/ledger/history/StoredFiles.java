package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.rows.RowKey;
import java.util.function.ObjIntConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists the files of a run's pictures, a page in memory at a time. */
public final class StoredFiles {

    private static final int PAGE = 10_000;

    private final JdbcClient jdbc;
    private final RunRecord run;

    public StoredFiles(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
    }

    /** Gives each file's path, relative to the output directory, with its row's number. */
    public void forEach(ObjIntConsumer<String> each) {
        for (long after = RowKey.firstOf(run.number()); ; ) {
            long[] last = {after};
            jdbc.sql("select row_key, file from picture where row_key > ? and row_key <= ?"
                            + " order by row_key, n limit " + PAGE)
                    .params(after, RowKey.lastOf(run.number()))
                    .query(row -> {
                        last[0] = row.getLong("row_key");
                        each.accept(row.getString("file"), RowKey.of(last[0]).row());
                    });
            if (last[0] == after) {
                return;
            }
            after = last[0];
        }
    }
}
