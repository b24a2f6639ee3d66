package dev.darkroom.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.workspace.WorkspaceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The H2 file that holds the ledger, opened with the settings it needs to keep what it acknowledged. */
public final class LedgerDatabase implements AutoCloseable {

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

    private final HikariDataSource dataSource;

    private LedgerDatabase(HikariDataSource dataSource) {
        this.dataSource = dataSource;
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
            LedgerLayout layout = new LedgerLayout(database.dataSource, withEnding(file));
            int found = layout.found();
            if (keepsCopy && layout.isOutdated(found)) {
                database.close();
                LedgerLayout.keepCopy(withEnding(file), found);
                database = connect(file, closing);
                layout = new LedgerLayout(database.dataSource, withEnding(file));
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
        config.setJdbcUrl("jdbc:h2:file:" + file.toAbsolutePath() + SETTINGS + closing);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setPoolName("ledger");
        try {
            return new LedgerDatabase(new HikariDataSource(config));
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

    /** Builds them in a ledger that somebody else opened. */
    public static void buildIndexes(DataSource dataSource) {
        LedgerLayout.run(INDEXES, dataSource);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        try {
            JdbcClient.create(dataSource).sql("shutdown").update();
        } catch (DataAccessException e) {
            // Closed already, by an error of its own; there is nothing left to save.
        } finally {
            dataSource.close();
        }
    }
}
