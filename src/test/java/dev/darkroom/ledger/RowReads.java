package dev.darkroom.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts how often each row's input is read by a steps' statement. Not thread-safe. */
public final class RowReads {

    private final Map<String, Map<Long, Integer>> bySelection = new TreeMap<>();

    /** Returns the same data source, whose reading is counted. */
    public DataSource counted(DataSource target) {
        return new DelegatingDataSource(target) {
            @Override
            public Connection getConnection() throws SQLException {
                return connection(super.getConnection());
            }
        };
    }

    /** Returns how often each row was read, by what the statement selects: each step selects something else. */
    public Map<String, Map<Long, Integer>> bySelection() {
        return bySelection;
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof PreparedStatement statement && arguments[0] instanceof String sql
                    ? statement(statement, sql)
                    : result;
        });
    }

    private PreparedStatement statement(PreparedStatement real, String sql) {
        if (!sql.contains("join row_input")) {
            return real;
        }
        String selection = sql.substring(0, sql.indexOf(" from "));
        return proxy(PreparedStatement.class, (method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof ResultSet rows ? rows(rows, selection) : result;
        });
    }

    private ResultSet rows(ResultSet real, String selection) {
        return proxy(ResultSet.class, (method, arguments) -> {
            Object result = call(real, method, arguments);
            if (method.getName().equals("getLong") && "row_key".equals(arguments[0])) {
                bySelection.computeIfAbsent(selection, first -> new TreeMap<>()).merge((Long) result, 1, Integer::sum);
            }
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                RowReads.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Answers a call. */
    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }
}
