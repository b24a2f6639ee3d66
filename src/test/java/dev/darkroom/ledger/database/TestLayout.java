package dev.darkroom.ledger.database;

import javax.sql.DataSource;

/** The tables and indexes of a ledger in a database that a test has opened. */
public final class TestLayout {

    private TestLayout() {}

    public static void make(DataSource dataSource) {
        if (LedgerEngine.of(dataSource) == LedgerEngine.POSTGRESQL) {
            new SharedLayout(dataSource, "test").bringUpToDate("1.2.3");
        } else {
            new LedgerLayout(dataSource, "test").bringUpToDate(0, "1.2.3");
            LedgerDatabase.buildIndexes(dataSource);
        }
    }
}
