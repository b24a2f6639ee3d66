package dev.darkroom.ledger.database;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The layout of the ledger's tables: makes them, brings those of an earlier version up to date, refuses a later one's.
 * For each layout but the first there is a script {@code upgrade-N.sql} that makes it from the one before, and that may
 * run again after a crash in its middle.
 */
public final class LedgerLayout {

    /** The layout this version reads and writes. */
    public static final int CURRENT = 7;

    private static final Logger log = LoggerFactory.getLogger(LedgerLayout.class);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final String place;

    /** @param place where the ledger is, for messages */
    public LedgerLayout(DataSource dataSource, String place) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.place = place;
    }

    /**
     * The layout of the tables that are there, before anything of ours touches them; 0 if there are none yet.
     *
     * @throws NewerLedgerException if this version does not know it
     */
    int found() {
        int tables = jdbc.sql("select count(*) from information_schema.tables where table_schema = current_schema"
                        + " and lower(table_name) = 'darkroom'")
                .query(Integer.class)
                .single();
        if (tables == 0) {
            return 0;
        }
        int found = jdbc.sql("select coalesce(max(schema_version), 0) from darkroom")
                .query(Integer.class)
                .single();
        if (found > CURRENT) {
            throw new NewerLedgerException("the ledger " + place + " was written by " + writer() + " (layout " + found
                    + "); this version knows layout " + CURRENT + ": use the newer one");
        }
        return found;
    }

    private String writer() {
        return jdbc.sql("select coalesce(max(written_by), '?') from darkroom")
                .query(String.class)
                .single();
    }

    boolean isOutdated(int found) {
        return found != 0 && found != CURRENT;
    }

    /** Keeps the file as it was, unless that was done before and the upgrade died. The ledger must be closed. */
    static void keepCopy(Path file, int found) {
        Path copy = EarlierLedgers.copyOf(file, found);
        if (Files.exists(copy)) {
            return;
        }
        try {
            AtomicFiles.copy(file, copy);
        } catch (IOException e) {
            throw new LedgerException(
                    "cannot keep a copy of the ledger " + file + " before its upgrade: " + FailureText.of(e), e);
        }
        log.warn(
                "an earlier version wrote the ledger {}: it is upgraded; as it was it stays in {} until it is pruned",
                file,
                copy);
    }

    public void bringUpToDate(int found, String version) {
        if (found == 0) {
            run("schema.sql", dataSource);
            jdbc.sql("insert into darkroom (schema_version) values (?)")
                    .param(CURRENT)
                    .update();
        }
        for (int next = Math.max(found, 1) + 1; found != 0 && next <= CURRENT; next++) {
            run("upgrade-" + next + ".sql", dataSource);
        }
        written(version);
    }

    /** Records which version of the program used the tables last. */
    void written(String version) {
        String writer = "Darkroom " + version;
        jdbc.sql("update darkroom set written_by = ? where written_by is null or written_by <> ?")
                .params(writer, writer)
                .update();
    }

    public static void run(String script, DataSource dataSource) {
        new ResourceDatabasePopulator(new ClassPathResource(script, LedgerLayout.class)).execute(dataSource);
    }
}
