package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.function.ObjIntConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists the files of a run's pictures, a page in memory at a time. */
public final class StoredFiles {

    private static final int PAGE = 10_000;

    private final JdbcClient jdbc;
    private final RunRecord run;
    private final int page;

    public StoredFiles(DataSource dataSource, RunRecord run) {
        this(dataSource, run, PAGE);
    }

    /** @param page how many files are read at a time */
    StoredFiles(DataSource dataSource, RunRecord run, int page) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
        this.page = page;
    }

    /** Gives each file's path, relative to the output directory, with its row's number. */
    public void forEach(ObjIntConsumer<String> each) {
        FilePlace after = new FilePlace(RowKey.firstOf(run.number()), 0);
        for (FilePlace last = page(after, each); !last.equals(after); last = page(after, each)) {
            after = last;
        }
    }

    /** Gives those of one page; returns the place of its last, or the given one if there is none left. */
    private FilePlace page(FilePlace after, ObjIntConsumer<String> each) {
        FilePlace[] last = {after};
        jdbc.sql("select row_key, n, file from picture where row_key >= ? and row_key <= ? and (row_key > ? or n > ?)"
                        + " order by row_key, n limit ?")
                .params(after.rowKey, RowKey.lastOf(run.number()), after.rowKey, after.n, page)
                .query(row -> {
                    last[0] = new FilePlace(row.getLong("row_key"), row.getInt("n"));
                    each.accept(row.getString("file"), RowKey.of(last[0].rowKey).row());
                });
        return last[0];
    }

    /** The n-th file of a row, which a page may end within. */
    private record FilePlace(long rowKey, int n) {}
}
