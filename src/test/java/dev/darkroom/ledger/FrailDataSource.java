package dev.darkroom.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that fails at one commit, as if the process had died just before or just after it. */
public final class FrailDataSource extends DelegatingDataSource {

    private final AtomicInteger left = new AtomicInteger();
    private volatile boolean committed;
    private volatile boolean failed;

    public FrailDataSource(DataSource target) {
        super(target);
    }

    public void failAt(int commits, boolean afterwards) {
        left.set(commits);
        committed = afterwards;
    }

    public boolean hasFailed() {
        return failed;
    }

    public boolean takeFailure() {
        boolean was = failed;
        failed = false;
        left.set(0);
        return was;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        Class<?>[] type = {Connection.class};
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), type, (proxy, method, arguments) -> {
            if (method.getName().equals("commit") && left.get() > 0 && left.decrementAndGet() == 0) {
                fail(real);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void fail(Connection real) throws SQLException {
        failed = true;
        if (committed) {
            real.commit();
        } else {
            // Else the end of the transaction would commit it after all.
            real.rollback();
        }
        throw new SQLException("the process died at this commit");
    }
}
