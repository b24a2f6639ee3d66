package dev.darkroom.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose server goes away at a commit, and cannot be reached until it is back. */
final class AwayDataSource extends DelegatingDataSource {

    enum CommitFate {
        /** The answer alone is lost. */
        KEPT,
        LOST
    }

    private volatile @Nullable CommitFate next;
    private volatile boolean away;
    private volatile boolean closed;
    private volatile boolean wordless;

    AwayDataSource(DataSource target) {
        super(target);
    }

    /** Goes away at the next commit. */
    void goAway(CommitFate fate) {
        next = fate;
    }

    /** Gives out no more connections, as a pool that was closed. */
    void close() {
        closed = true;
    }

    /** Goes away at the next commit, and fails by a word of the pool's when that is to be undone. */
    void goAwayAtOnce(CommitFate fate) {
        next = fate;
        wordless = true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (closed) {
            throw new SQLException("HikariDataSource (ledger) has been closed.");
        }
        if (away) {
            throw new SQLTransientConnectionException("connection refused", "08001");
        }
        Connection real = super.getConnection();
        Class<?>[] type = {Connection.class};
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), type, (proxy, method, arguments) -> {
            if (method.getName().equals("commit") && next != null) {
                leave(real);
            }
            if (away && !method.getName().equals("close")) {
                throw wordless
                        ? new SQLException("Connection is closed")
                        : new SQLException("the connection is closed", "08003");
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void leave(Connection real) throws SQLException {
        if (next == CommitFate.KEPT) {
            real.commit();
        } else {
            real.rollback();
        }
        next = null;
        away = true;
        real.setAutoCommit(true);
        throw new SQLException("an I/O error occurred while sending to the backend", "08006");
    }
}
