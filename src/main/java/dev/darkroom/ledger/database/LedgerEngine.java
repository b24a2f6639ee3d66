package dev.darkroom.ledger.database;

import dev.darkroom.workspace.DatabaseAwayException;
import dev.darkroom.workspace.DatabaseFailure;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** What the two databases that hold a ledger do not have in common; all else is said to both in the same words. */
public enum LedgerEngine {
    /**
     * A file of this process's own. What it commits is not forced to disk, and a commit costs several times what the
     * statements before it do: a journal is forced first, and the tables follow.
     */
    H2,
    /** A server that several hosts share. What it commits is on disk. */
    POSTGRESQL;

    /** Finds out which one a data source leads to. */
    public static LedgerEngine of(DataSource dataSource) {
        try {
            String product =
                    JdbcUtils.extractDatabaseMetaData(dataSource, metaData -> metaData.getDatabaseProductName());
            return product.equals("PostgreSQL") ? POSTGRESQL : H2;
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("the ledger's database does not tell what it is", e);
        }
    }

    /** Returns whether what is committed is on disk. */
    public boolean isDurable() {
        return this == POSTGRESQL;
    }

    /**
     * Returns whether something failed since the database could not be reached any more, was shut down, or is another
     * process's now; what was being committed then may be in it or not.
     */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerTakenException || cause instanceof DatabaseAwayException) {
                return true;
            }
        }
        return DatabaseFailure.isAway(failure);
    }
}
