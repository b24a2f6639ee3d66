package dev.darkroom.ledger.shared;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.LedgerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;

/** This host's side of a ledger that several share. */
public final class LedgerHost {

    private LedgerHost() {}

    /**
     * Makes the folder of a run that another host began, for its journal.
     *
     * @throws LedgerException if it cannot be made
     */
    public static void makeFolder(Path journal) {
        Path run = Objects.requireNonNull(journal.toAbsolutePath().getParent(), "a journal is in its run's folder");
        try {
            DurableFolders.createPrivate(Objects.requireNonNull(run.getParent(), "a run's folder is in that of all"));
            DurableFolders.createPrivate(run);
        } catch (IOException e) {
            throw new LedgerException("cannot make the folder " + run + ": " + FailureText.of(e), e);
        }
    }

    /**
     * Closes the way to a database that is away, or another process's: what still runs here must not wait for it, nor write what
     * that process does not expect.
     */
    public static void abandon(DataSource ledger) {
        if (ledger instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
