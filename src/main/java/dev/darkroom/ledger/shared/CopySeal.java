package dev.darkroom.ledger.shared;

import dev.darkroom.ledger.rows.UnusableLedgerException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps everybody out of a ledger into which a workspace on one host is copied, until it is whole and the other does not count
 * any more: what two ledgers know of the same purchases, both would buy.
 */
public final class CopySeal {

    private final JdbcClient jdbc;

    /** @param dataSource of a ledger that several hosts share */
    public CopySeal(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Lets nobody pass while the seal is there.
     *
     * @param place where the ledger is, for messages
     * @throws UnusableLedgerException if it is there
     */
    public void check(String place) {
        find().ifPresent(copy -> {
            throw new UnusableLedgerException("the ledger " + place + " is a copy of the workspace " + copy.source
                    + " that did not come to its end: 'workspace copy' there, with the same --to, ends it. If that"
                    + " workspace goes on by itself, drop the database's schema before another is begun in it");
        });
    }

    /** Finds the copy that the ledger is sealed for. */
    public Optional<SealedCopy> find() {
        return jdbc.sql("select name, source from unfinished_copy")
                .query((row, index) -> new SealedCopy(row.getString("name"), row.getString("source")))
                .optional();
    }

    /** Seals the ledger for a copy, durably; does nothing if it is sealed for that one. */
    public void put(SealedCopy copy) {
        jdbc.sql("insert into unfinished_copy (name, source) select ?, ?"
                        + " where not exists (select 1 from unfinished_copy where name = ?)")
                .params(copy.name, copy.source, copy.name)
                .update();
    }

    /** Opens it to everybody, durably. */
    public void remove() {
        jdbc.sql("delete from unfinished_copy").update();
    }

    /**
     * A copy that is not finished.
     *
     * @param name its name, which the mark in the workspace's folder bears too
     * @param source where the workspace is that is copied
     */
    public record SealedCopy(String name, String source) {}
}
