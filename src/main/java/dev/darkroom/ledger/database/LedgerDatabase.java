package dev.darkroom.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.shared.LedgerFence;
import dev.darkroom.workspace.DatabaseFailure;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.WorkspaceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The H2 file that holds the ledger, opened with the settings it needs to keep what it acknowledged; or the PostgreSQL database
 * in which several hosts share one.
 */
public final class LedgerDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LedgerDatabase.class);

    /**
     * {@code WRITE_DELAY=0}: with H2's default of half a second a kill lost acknowledged commits. {@code
     * OPTIMIZE_REUSE_RESULTS=0}: a cached subquery missed rows of its own transaction (h2database issue 4299). The
     * database is closed by us, not by H2's own shutdown hook, which races ours. {@code QUERY_CACHE_SIZE}: H2 keeps eight
     * prepared statements of a connection, fewer than the events have.
     */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0;TRACE_LEVEL_FILE=0"
                    + ";QUERY_CACHE_SIZE=64";

    /** Closing it then leaves the file as large as it is, instead of taking up to 200 ms to make it smaller. */
    private static final String AS_IT_IS = ";MAX_COMPACT_TIME=0";

    private static final String INDEXES = "indexes.sql";
    private static final String ENDING = ".mv.db";
    private static final int CONNECTIONS = 8;
    /** A commit is acknowledged when it is on disk, also where a server, a database or a user is set not to wait for that. */
    private static final String DURABLE =
            "select set_config('synchronous_commit', case current_setting('synchronous_commit')"
                    + " when 'off' then 'on' else current_setting('synchronous_commit') end, false)";
    /** A server that is away is not waited for: the run ends, and the next start goes on. */
    private static final Duration MAX_CONNECT_TIME = Duration.ofSeconds(5);
    /** A server that falls silent in the middle of a statement is given up after so long. */
    private static final String MAX_STATEMENT_SECONDS = "300";

    private final HikariDataSource dataSource;
    private final boolean embedded;

    /** @param embedded whether the database is in this process, and ends with it */
    private LedgerDatabase(HikariDataSource dataSource, boolean embedded) {
        this.dataSource = dataSource;
        this.embedded = embedded;
    }

    /**
     * Opens the ledger, making it if need be. One that an earlier version wrote is brought up to date; a copy of it as
     * it was stays beside it.
     *
     * @param file its file, without H2's own ending {@code .mv.db}
     * @param version of the program, for a later one's or an earlier one's messages
     * @throws NewerLedgerException if a newer version wrote it
     * @throws LedgerException if it cannot be opened
     */
    public static LedgerDatabase open(Path file, String version) {
        return open(file, version, true, "");
    }

    /** Opens the ledger, as {@link #open} does, for somebody who writes nothing or little: it is closed sooner. */
    public static LedgerDatabase openBriefly(Path file, String version) {
        return open(file, version, true, AS_IT_IS);
    }

    /** Opens a copy of a ledger, as {@link #open} does; it is upgraded without a word, and nothing is kept of it. */
    public static LedgerDatabase openCopy(Path file, String version) {
        return open(file, version, false, AS_IT_IS);
    }

    private static LedgerDatabase open(Path file, String version, boolean keepsCopy, String closing) {
        checkPath(file);
        try {
            DurableFolders.createPrivate(file.resolveSibling("").toAbsolutePath());
            FilePermissions.OWNER_ONLY.createIfMissing(withEnding(file));
        } catch (IOException e) {
            throw new LedgerException("cannot make the ledger " + file + ": " + FailureText.of(e), e);
        }
        LedgerDatabase database = connect(file, closing);
        try {
            LedgerLayout layout =
                    new LedgerLayout(database.dataSource, withEnding(file).toString());
            int found = layout.found();
            if (keepsCopy && layout.isOutdated(found)) {
                database.close();
                LedgerLayout.keepCopy(withEnding(file), found);
                database = connect(file, closing);
                layout = new LedgerLayout(database.dataSource, withEnding(file).toString());
            }
            layout.bringUpToDate(found, version);
            return database;
        } catch (DataAccessException e) {
            database.dataSource.close();
            throw new LedgerException("cannot read the ledger " + withEnding(file) + ": " + FailureText.of(e), e);
        } catch (RuntimeException e) {
            database.dataSource.close();
            throw e;
        }
    }

    /**
     * Opens the ledger that several hosts share in a PostgreSQL database, making its tables if need be, to write in it. The
     * caller holds the workspace's lock: whoever had opened it before does not write any more.
     *
     * @param version of the program, for messages
     * @throws NewerLedgerException if a newer version made it
     * @throws dev.darkroom.ledger.rows.UnusableLedgerException if it is a copy that did not come to its end
     * @throws dev.darkroom.workspace.DatabaseAwayException if the database cannot be reached
     * @throws WorkspaceException if it will not have this user
     */
    public static LedgerDatabase open(PostgresAddress address, String version) {
        return open(address, version, false);
    }

    /** Opens it, as {@link #open(PostgresAddress, String)} does, to copy a workspace into it, also one that was begun before. */
    public static LedgerDatabase openToFill(PostgresAddress address, String version) {
        return open(address, version, true);
    }

    private static LedgerDatabase open(PostgresAddress address, String version, boolean toFill) {
        LedgerDatabase database = connect(address, false);
        try {
            SharedLayout layout = new SharedLayout(database.dataSource, address.shown());
            layout.bringUpToDate(version);
            if (!toFill) {
                layout.checkWhole();
            }
            LedgerFence.takeOver(database.dataSource);
            warnOfLosses(database.dataSource, address);
            return database;
        } catch (DataAccessException e) {
            database.close();
            throw DatabaseFailure.of(address, e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void warnOfLosses(DataSource dataSource, PostgresAddress address) {
        String forced = JdbcClient.create(dataSource)
                .sql("select current_setting('fsync')")
                .query(String.class)
                .single();
        if (forced.equals("off")) {
            log.warn(
                    "the server of {} has fsync off: if its host fails, purchases are forgotten and made again. Set fsync to"
                            + " on in its configuration",
                    address.shown());
        }
    }

    /**
     * Opens it to read what is committed, beside whoever writes in it; whatever would write in it fails.
     *
     * @return empty if it has no tables yet
     * @throws NewerLedgerException if a newer version made it
     * @throws dev.darkroom.ledger.rows.UnusableLedgerException if an earlier version made it
     * @throws dev.darkroom.workspace.DatabaseAwayException if the database cannot be reached
     * @throws WorkspaceException if it will not have this user
     */
    public static Optional<LedgerDatabase> openToRead(PostgresAddress address) {
        return openExisting(address, true);
    }

    private static Optional<LedgerDatabase> openExisting(PostgresAddress address, boolean readOnly) {
        LedgerDatabase database = connect(address, readOnly);
        boolean exists = false;
        try {
            exists = new SharedLayout(database.dataSource, address.shown()).exists();
        } catch (DataAccessException e) {
            throw DatabaseFailure.of(address, e);
        } finally {
            if (!exists) {
                database.close();
            }
        }
        return exists ? Optional.of(database) : Optional.empty();
    }

    /**
     * Opens it to write in it what its holder has lent; nothing of its layout is made or changed.
     *
     * @return empty if it has no tables yet
     * @throws NewerLedgerException if a newer version made it
     * @throws dev.darkroom.ledger.rows.UnusableLedgerException if an earlier version made it
     * @throws dev.darkroom.workspace.DatabaseAwayException if the database cannot be reached
     * @throws WorkspaceException if it will not have this user
     */
    public static Optional<LedgerDatabase> openLent(PostgresAddress address) {
        return openExisting(address, false);
    }

    private static LedgerDatabase connect(PostgresAddress address, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        if (!address.password().isEmpty()) {
            config.setPassword(address.password());
        }
        config.setReadOnly(readOnly);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setPoolName("ledger");
        config.setConnectionInitSql(DURABLE);
        config.setConnectionTimeout(MAX_CONNECT_TIME.toMillis());
        config.addDataSourceProperty("ApplicationName", "darkroom");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", MAX_STATEMENT_SECONDS);
        try {
            return new LedgerDatabase(new HikariDataSource(config), false);
        } catch (RuntimeException e) {
            throw DatabaseFailure.of(address, e);
        }
    }

    /**
     * Refuses a path that H2 would take for something else: its address has settings after each semicolon, one of which
     * runs a program of the author's choice, and a backslash begins another folder.
     *
     * @throws WorkspaceException if the path has such a character
     */
    public static void checkPath(Path file) {
        String path = file.toAbsolutePath().toString();
        String wrong = File.separatorChar == '\\' ? ";" : ";\\";
        if (path.chars().anyMatch(character -> wrong.indexOf(character) >= 0)) {
            throw new WorkspaceException("the ledger cannot lie at " + withEnding(file)
                    + ": a semicolon or a backslash in its path means something else to the database. Rename the folder,"
                    + " or name another one by DARKROOM_HOME");
        }
    }

    private static LedgerDatabase connect(Path file, String closing) {
        HikariConfig config = new HikariConfig();
        // By its name and not by its address: to find a driver by that, all of them are loaded, PostgreSQL's too.
        config.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
        config.addDataSourceProperty("url", "jdbc:h2:file:" + file.toAbsolutePath() + SETTINGS + closing);
        config.addDataSourceProperty("user", "sa");
        config.addDataSourceProperty("password", "");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setPoolName("ledger");
        try {
            return new LedgerDatabase(new HikariDataSource(config), true);
        } catch (RuntimeException e) {
            throw new LedgerException("cannot open the ledger " + withEnding(file) + ": " + FailureText.of(e), e);
        }
    }

    private static Path withEnding(Path file) {
        return Path.of(file + ENDING);
    }

    /** Builds the indexes by which a run goes about its rows; does nothing where they are there. */
    public void buildIndexes() {
        buildIndexes(dataSource);
    }

    /** Builds them in a ledger that somebody else opened. One that several hosts share has them from the beginning. */
    public static void buildIndexes(DataSource dataSource) {
        if (LedgerEngine.of(dataSource) != LedgerEngine.H2) {
            return;
        }
        LedgerLayout.run(INDEXES, dataSource);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        try {
            if (embedded) {
                JdbcClient.create(dataSource).sql("shutdown").update();
            }
        } catch (DataAccessException e) {
            // Closed already, by an error of its own; there is nothing left to save.
        } finally {
            dataSource.close();
        }
    }
}
