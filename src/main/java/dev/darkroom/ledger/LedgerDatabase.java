package dev.darkroom.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The H2 file that holds the ledger, opened with the settings it needs to keep what it acknowledged. */
public final class LedgerDatabase implements AutoCloseable {

    /** The layout of the tables this version reads and writes. */
    static final int SCHEMA_VERSION = 1;

    /**
     * {@code WRITE_DELAY=0}: with H2's default of half a second a kill lost acknowledged commits. {@code
     * OPTIMIZE_REUSE_RESULTS=0}: a cached subquery missed rows of its own transaction (h2database issue 4299). The
     * database is closed by us, not by H2's own shutdown hook, which races ours.
     */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0;TRACE_LEVEL_FILE=0";

    private static final int CONNECTIONS = 8;

    private final HikariDataSource dataSource;

    private LedgerDatabase(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Opens the ledger, making it if need be.
     *
     * @param file its file, without H2's own ending {@code .mv.db}
     * @throws LedgerException if it cannot be opened, or was written by a newer version
     */
    public static LedgerDatabase open(Path file) {
        try {
            PrivateFiles.createFolders(file.resolveSibling("").toAbsolutePath());
            PrivateFiles.create(Path.of(file + ".mv.db"));
        } catch (IOException e) {
            throw new LedgerException("cannot make the ledger " + file + ": " + e.getMessage(), e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + file.toAbsolutePath() + SETTINGS);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setPoolName("ledger");
        HikariDataSource dataSource = open(config, file);
        LedgerDatabase database = new LedgerDatabase(dataSource);
        database.prepare(file);
        return database;
    }

    private static HikariDataSource open(HikariConfig config, Path file) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new LedgerException("cannot open the ledger " + file + ".mv.db: " + rootMessage(e), e);
        }
    }

    private void prepare(Path file) {
        try {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            int version = version(jdbc);
            if (version > SCHEMA_VERSION) {
                dataSource.close();
                throw new LedgerException("the ledger " + file + ".mv.db was written by a newer Darkroom (layout "
                        + version + ", this one knows " + SCHEMA_VERSION + "): use that one");
            }
            run("schema.sql");
            if (version == 0) {
                jdbc.sql("insert into darkroom values (?)")
                        .param(SCHEMA_VERSION)
                        .update();
            }
        } catch (DataAccessException e) {
            dataSource.close();
            throw new LedgerException("cannot read the ledger " + file + ".mv.db: " + rootMessage(e), e);
        }
    }

    /** The layout of the tables that are there, before anything of ours touches them; 0 if there are none yet. */
    private static int version(JdbcClient jdbc) {
        int tables = jdbc.sql("select count(*) from information_schema.tables where lower(table_name) = 'darkroom'")
                .query(Integer.class)
                .single();
        if (tables == 0) {
            return 0;
        }
        return jdbc.sql("select coalesce(max(schema_version), 0) from darkroom")
                .query(Integer.class)
                .single();
    }

    /** Builds the indexes; does nothing where they are there. */
    public void buildIndexes() {
        run("indexes.sql");
    }

    private void run(String script) {
        new ResourceDatabasePopulator(new ClassPathResource(script, LedgerDatabase.class)).execute(dataSource);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
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
