package dev.darkroom.ledger.shared;

import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.database.LedgerTakenException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps a process from writing to a ledger that another has taken over: one that was cut off from the server, which gave its
 * lock to the other, and does not know it yet. Whoever opens the ledger to write in it is the next holder; what a former one
 * commits is committed before that, or never.
 */
public final class LedgerFence implements GroupFence {

    /** Lets everything pass: no other process can open a file that this one holds. */
    private static final LedgerFence NONE = new LedgerFence(null, 0);

    private final @Nullable JdbcTemplate jdbc;
    private final long holder;

    private LedgerFence(@Nullable JdbcTemplate jdbc, long holder) {
        this.jdbc = jdbc;
        this.holder = holder;
    }

    /** Makes this process the ledger's holder. */
    public static void takeOver(DataSource dataSource) {
        JdbcClient.create(dataSource)
                .sql("update ledger_holder set number = number + 1")
                .update();
    }

    /** Returns the fence of the holder that the ledger has now, which is this process. */
    public static LedgerFence of(DataSource dataSource, LedgerEngine engine) {
        if (engine == LedgerEngine.H2) {
            return NONE;
        }
        long holder = JdbcClient.create(dataSource)
                .sql("select number from ledger_holder")
                .query(Long.class)
                .single();
        return new LedgerFence(new JdbcTemplate(dataSource), holder);
    }

    /** The number of the holder, which grows with each; 0 where there can be one alone. */
    public long holder() {
        return holder;
    }

    /**
     * Holds the next holder off until the transaction that this is called in has ended.
     *
     * @throws LedgerTakenException if there is another holder
     */
    @Override
    public void pass() {
        if (jdbc == null) {
            return;
        }
        List<Long> found =
                jdbc.queryForList("select number from ledger_holder where number = ? for share", Long.class, holder);
        if (found.isEmpty()) {
            throw new LedgerTakenException();
        }
    }
}
