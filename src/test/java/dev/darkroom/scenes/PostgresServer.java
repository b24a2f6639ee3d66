package dev.darkroom.scenes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server that all tests of a process share; it is started when the first asks for it, and ends with the process.
 * What a test writes need not outlast the machine, so that nothing is forced to disk.
 */
public final class PostgresServer {

    private static final String ACCOUNT = "postgres";
    private static final PostgresServer SHARED = new PostgresServer();

    private final AtomicInteger schemas = new AtomicInteger();
    private @Nullable EmbeddedPostgres server;
    private @Nullable IOException missing;

    private PostgresServer() {}

    /** Returns the URL of a schema of the caller's own; skips the test where there is no server, and fails it in CI. */
    public static String newSchema() {
        String schema = "test_" + SHARED.schemas.incrementAndGet();
        SHARED.execute("create schema " + schema);
        return SHARED.running().getJdbcUrl(ACCOUNT, ACCOUNT) + "&currentSchema=" + schema;
    }

    /** Skips the test where there is no server, and fails it in CI. */
    public static void require() {
        SHARED.running();
    }

    /** Drops the schema of a URL. */
    public static void drop(String url) {
        SHARED.execute("drop schema if exists " + url.substring(url.lastIndexOf('=') + 1) + " cascade");
    }

    private void execute(String statement) {
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized EmbeddedPostgres running() {
        if (server == null && missing == null) {
            start();
        }
        if (server == null) {
            String message = "there is no PostgreSQL on this machine to test on: " + missing;
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(message, missing);
            }
            Assumptions.abort(message);
        }
        return server;
    }

    private void start() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
            server = started;
        } catch (IOException e) {
            missing = e;
        }
    }

    private static void close(EmbeddedPostgres started) {
        try {
            started.close();
        } catch (IOException e) {
            System.err.println("the tests' PostgreSQL could not be stopped: " + e);
        }
    }
}
