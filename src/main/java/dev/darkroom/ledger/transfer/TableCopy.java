package dev.darkroom.ledger.transfer;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies tables, a page at a time; the driver makes one statement of many rows. */
final class TableCopy {

    private static final int PAGE = 5_000;

    private final JdbcTemplate source;
    private final DataSource target;

    /**
     * @param source what is read
     * @param target what is written, in the caller's transaction
     */
    TableCopy(DataSource source, DataSource target) {
        this.source = new JdbcTemplate(source);
        this.target = target;
    }

    /**
     * Copies a table into an empty one.
     *
     * @param copied hears after each page how many rows it had
     */
    void copy(CopiedTable table, LongConsumer copied) {
        List<String> columns = columns(table);
        String named = String.join(", ", columns);
        String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        String insert = "insert into " + table.name() + " (" + named + ") values (" + places + ")";
        new JdbcTemplate(target).execute(insert, (PreparedStatement into) -> {
            pages(table, named, into, copied);
            return true;
        });
    }

    /** Returns the columns that both have: each may have some that only it needs. */
    private List<String> columns(CopiedTable table) {
        String query = "select lower(column_name) from information_schema.columns"
                + " where lower(table_name) = ? and table_schema = current_schema order by ordinal_position";
        List<String> here = source.queryForList(query, String.class, table.name());
        List<String> there = JdbcClient.create(target)
                .sql(query)
                .param(table.name())
                .query(String.class)
                .list();
        return here.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(there::contains)
                .toList();
    }

    private void pages(CopiedTable table, String columns, PreparedStatement into, LongConsumer copied) {
        String query = "select " + columns + " from " + table.name();
        if (table.key().isEmpty()) {
            copied.accept(page(query, table.name(), into));
            return;
        }
        Long first = firstFrom(table, Long.MIN_VALUE);
        while (first != null) {
            long end = first + PAGE;
            String within = " where " + table.key() + " >= " + first + " and " + table.key() + " < " + end;
            copied.accept(page(query + within, table.name(), into));
            first = firstFrom(table, end);
        }
    }

    /** Rows of one run are numbered without gaps, and runs are far apart. */
    private @Nullable Long firstFrom(CopiedTable table, long from) {
        List<Long> found = source.queryForList(
                "select " + table.key() + " from " + table.name() + " where " + table.key() + " >= ? order by "
                        + table.key() + " limit 1",
                Long.class,
                from);
        return found.isEmpty() ? null : found.get(0);
    }

    private long page(String query, String table, PreparedStatement into) {
        return Objects.requireNonNull(
                source.query(query, (ResultSetExtractor<Long>) page -> write(page, table, into)), "it counts");
    }

    private static long write(ResultSet page, String table, PreparedStatement into) throws SQLException {
        ResultSetMetaData columns = page.getMetaData();
        long rows = 0;
        while (page.next()) {
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                Object value = page.getObject(column);
                if (value == null) {
                    into.setNull(column, columns.getColumnType(column));
                } else {
                    into.setObject(column, value instanceof String text ? PostgresText.checked(table, text) : value);
                }
            }
            into.addBatch();
            rows++;
        }
        into.executeBatch();
        return rows;
    }
}
