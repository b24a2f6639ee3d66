package dev.darkroom.workspace;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The parts of a workspace's lock that its database's server keeps, for all hosts. They belong to a connection of their own,
 * which is named after its host and process: the server frees them when it ends, and ends it about a minute after its
 * host has fallen silent. Used by one thread at a time.
 */
public final class DatabaseLock implements AutoCloseable {

    private static final String PROGRAM = "darkroom ";
    /** PostgreSQL cuts longer names off. */
    private static final int MAX_NAME = 63;

    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(20);
    /** A server that is away does not keep a command from its end. */
    private static final Duration MAX_CLOSING_TIME = Duration.ofSeconds(2);

    private static final String KEY = "hashtext('darkroom ' || coalesce(current_schema, ''))";
    private static final List<String> KEEP_ALIVE =
            List.of("set tcp_keepalives_idle = 20", "set tcp_keepalives_interval = 10", "set tcp_keepalives_count = 4");

    private static final String HOLDERS =
            "select a.application_name from pg_locks l join pg_stat_activity a using (pid)"
                    + " where l.locktype = 'advisory' and l.granted and l.objsubid = 2"
                    + " and l.database = (select oid from pg_database where datname = current_database())"
                    + " and l.classid = " + KEY + "::oid order by l.objid";

    private final Connection connection;

    private DatabaseLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects, holding nothing yet.
     *
     * @throws DatabaseAwayException if the server cannot be reached
     * @throws WorkspaceException if it will not have this user
     */
    static DatabaseLock open(PostgresAddress address) {
        Properties properties = new Properties();
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", Long.toString(MAX_ANSWER_TIME.toSeconds()));
        if (!address.password().isEmpty()) {
            properties.setProperty("password", address.password());
        }
        try {
            Connection connection = DriverManager.getConnection(address.url(), properties);
            DatabaseLock lock = new DatabaseLock(connection);
            try {
                lock.prepare();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return lock;
        } catch (SQLException e) {
            throw DatabaseFailure.of(address, e);
        }
    }

    /**
     * Takes all that a run holds, for somebody who works in the database and has no folder of its workspace; returns nothing
     * if another process holds a part of it.
     *
     * @throws DatabaseAwayException if the server cannot be reached
     * @throws WorkspaceException if it will not have this user
     */
    public static Optional<DatabaseLock> tryAll(PostgresAddress address) throws IOException {
        DatabaseLock lock = open(address);
        boolean taken = false;
        try {
            taken = lock.tryLock(WorkspaceLock.RUN) && lock.tryLock(WorkspaceLock.LEDGER);
        } finally {
            if (!taken) {
                lock.close();
            }
        }
        return taken ? Optional.of(lock) : Optional.empty();
    }

    private void prepare() throws SQLException {
        try (PreparedStatement naming =
                connection.prepareStatement("select set_config('application_name', ?, false)")) {
            naming.setString(1, ownName());
            naming.execute();
        }
        for (String setting : KEEP_ALIVE) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setting);
            } catch (SQLException notOnThisSystem) {
                if (DatabaseFailure.isAway(notOnThisSystem)) {
                    throw notOnThisSystem;
                }
            }
        }
    }

    private static String ownName() {
        String process = " " + ProcessHandle.current().pid();
        String host = HostName.current().replaceAll("[^A-Za-z0-9._-]", "?");
        int room = MAX_NAME - PROGRAM.length() - process.length();
        return PROGRAM + (host.length() > room ? host.substring(0, room) : host) + process;
    }

    /** Takes a part; returns whether it was free, or held by this connection already. */
    boolean tryLock(long part) throws IOException {
        try (PreparedStatement taking = connection.prepareStatement("select pg_try_advisory_lock(" + KEY + ", ?)")) {
            taking.setInt(1, (int) part);
            try (ResultSet taken = taking.executeQuery()) {
                return taken.next() && taken.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IOException("the workspace's database does not answer: " + e.getMessage(), e);
        }
    }

    /** Returns who holds a part, such as {@code process 17 on studio}; nothing if nobody does. */
    Optional<String> holder() throws SQLException {
        try (Statement asking = connection.createStatement();
                ResultSet holders = asking.executeQuery(HOLDERS)) {
            return holders.next() ? Optional.of(shown(String.valueOf(holders.getString(1)))) : Optional.empty();
        }
    }

    private static String shown(String name) {
        int process = name.lastIndexOf(' ');
        return name.startsWith(PROGRAM) && process > PROGRAM.length()
                ? "process " + name.substring(process + 1) + " on " + name.substring(PROGRAM.length(), process)
                : "another program, " + name;
    }

    /** Returns whether the server still knows the connection, and so keeps what it holds. */
    boolean isAlive() {
        try (Statement asking = connection.createStatement()) {
            return asking.execute("select 1");
        } catch (SQLException gone) {
            return false;
        }
    }

    /** Gives all back: the server itself would notice only some time after the connection's end. */
    private void giveBack() {
        try (Statement unlocking = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, (int) MAX_CLOSING_TIME.toMillis());
            unlocking.execute("select pg_advisory_unlock_all()");
        } catch (SQLException gone) {
            // Then the connection's end does it.
        }
    }

    @Override
    public void close() {
        giveBack();
        try {
            connection.close();
        } catch (SQLException gone) {
            // The server has freed what it held, or does when it notices.
        }
    }
}
