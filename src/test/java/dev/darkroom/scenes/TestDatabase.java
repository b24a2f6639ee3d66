package dev.darkroom.scenes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An empty database of a test's own: H2's in memory, or with {@code -Ddarkroom.test.engine=postgresql} a schema of {@link
 * PostgresServer}.
 */
public final class TestDatabase implements AutoCloseable {

    private static final String ENGINE = "darkroom.test.engine";
    private static final String POSTGRESQL = "postgresql";
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final HikariDataSource dataSource;
    private final boolean postgres;

    private TestDatabase(HikariDataSource dataSource, boolean postgres) {
        this.dataSource = dataSource;
        this.postgres = postgres;
    }

    public static TestDatabase open() {
        if (isPostgres()) {
            return openPostgres();
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:test-" + OPENED.incrementAndGet()
                + ";DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0;QUERY_CACHE_SIZE=100");
        config.setUsername("sa");
        config.setPassword("");
        return new TestDatabase(pool(config), false);
    }

    /** Opens a schema of PostgreSQL, whatever the others go by. */
    public static TestDatabase openPostgres() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PostgresServer.newSchema());
        return new TestDatabase(pool(config), true);
    }

    private static HikariDataSource pool(HikariConfig config) {
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    /** Returns whether tests go by PostgreSQL now. */
    public static boolean isPostgres() {
        return POSTGRESQL.equals(System.getProperty(ENGINE));
    }

    public HikariDataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        String url = dataSource.getJdbcUrl();
        if (postgres) {
            dataSource.close();
            PostgresServer.drop(url);
        } else {
            new JdbcTemplate(dataSource).execute("shutdown");
            dataSource.close();
        }
    }
}
