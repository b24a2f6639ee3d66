package dev.darkroom.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.ledger.database.TestLayout;
import dev.darkroom.scenes.PostgresServer;
import dev.darkroom.time.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A ledger on PostgreSQL whose server goes by a clock that tests set: a function of the schema's own stands before the
 * server's, so that the statements are those of the program, word for word.
 */
final class VirtualDatabase implements AutoCloseable {

    private final String url;
    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final SettableClock clock = new SettableClock();

    VirtualDatabase() {
        url = PostgresServer.newSchema();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url + ",pg_catalog");
        config.setMaximumPoolSize(6);
        pool = new HikariDataSource(config);
        jdbc = new JdbcTemplate(pool);
        TestLayout.make(pool);
        jdbc.execute("create table virtual_clock (shows timestamp with time zone not null)");
        jdbc.execute("create function clock_timestamp() returns timestamp with time zone language sql stable"
                + " as 'select shows from virtual_clock'");
        jdbc.execute("insert into virtual_clock (shows) values ('2000-01-01')");
        advance(Duration.ZERO);
    }

    DataSource dataSource() {
        return pool;
    }

    /** The clock of all hosts, which the server's keeps up with. */
    SettableClock clock() {
        return clock;
    }

    /** Lets time pass, here and at the server. */
    void advance(Duration time) {
        clock.advance(time);
        jdbc.update("update virtual_clock set shows = ?", clock.instant().atOffset(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        pool.close();
        PostgresServer.drop(url);
    }

    /** The way of one process to the database, which can be cut. */
    static final class CutDataSource extends DelegatingDataSource {

        private boolean cut;

        CutDataSource(DataSource target) {
            super(target);
        }

        void cut(boolean now) {
            cut = now;
        }

        boolean isCut() {
            return cut;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (cut) {
                throw new SQLTransientConnectionException("connection refused", "08001");
            }
            return super.getConnection();
        }
    }
}
