package dev.darkroom.ledger.shared;

import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * A run's rows as of this moment, to move them about and throw them away. They are a connection's own temporary tables that go
 * before those of the ledger, so that nobody waits for them, and they wait for nobody; other runs' rows are not in them.
 * Where the ledger is a copy already, it is that.
 */
public final class RunCopy implements AutoCloseable {

    private static final List<String> TABLES = List.of("row_input", "row_state", "purchase", "tried", "picture");
    private static final List<String> INDEXES = List.of(
            "create index on row_input (row_key)",
            "create index on row_state (row_key)",
            "create index on row_state (state, row_key)",
            "create index on purchase (row_key, attempt)",
            "create index on picture (row_key, n)",
            "analyze row_state",
            "analyze row_input",
            "analyze purchase");

    private final DataSource dataSource;
    private final @Nullable Connection connection;

    private RunCopy(DataSource dataSource, @Nullable Connection connection) {
        this.dataSource = dataSource;
        this.connection = connection;
    }

    /** Makes it. */
    public static RunCopy of(DataSource ledger, RunRecord run) {
        if (LedgerEngine.of(ledger) == LedgerEngine.H2) {
            return new RunCopy(ledger, null);
        }
        try {
            Connection connection = ledger.getConnection();
            RunCopy copy = new RunCopy(new SingleConnectionDataSource(connection, true), connection);
            try {
                fill(connection, run);
                return copy;
            } catch (SQLException e) {
                copy.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("copying the run " + run.id(), null, e);
        }
    }

    private static void fill(Connection connection, RunRecord run) throws SQLException {
        connection.setReadOnly(false);
        connection.setAutoCommit(false);
        String rows =
                " where row_key > " + RowKey.firstOf(run.number()) + " and row_key <= " + RowKey.lastOf(run.number());
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("create temp table " + table + " on commit drop as select * from " + table + rows);
            }
            for (String index : INDEXES) {
                statement.execute(index);
            }
        }
    }

    /** Returns where the run's rows are; used by one thread. */
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException gone) {
            // Its tables go with it.
        }
    }
}
