package dev.darkroom.ledger.database;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.UnusableLedgerException;
import dev.darkroom.ledger.shared.CopySeal;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The layout of a ledger that several hosts share: made and brought up to date by Flyway, which lets one of them do it while
 * the others wait.
 */
final class SharedLayout {

    /** Spring Batch's own tables: made by each run as it starts, they would be made by two at a time. */
    private static final String BATCH = "/org/springframework/batch/core/schema-postgresql.sql";

    /** The first makes the tables as they are now, so that the others find in a new ledger nothing to do. */
    private static final List<LedgerMigration> MIGRATIONS = List.of(
            new LedgerMigration(
                    6,
                    "ledger",
                    List.of("schema.sql", "indexes.sql", "shared.sql", "shared-pace.sql", "shared-workers.sql", BATCH)),
            new LedgerMigration(7, "verdicts", List.of("upgrade-7.sql")));

    private final DataSource dataSource;
    private final LedgerLayout layout;
    private final String place;

    /** @param place where the ledger is, for messages */
    SharedLayout(DataSource dataSource, String place) {
        this.dataSource = dataSource;
        this.place = place;
        this.layout = new LedgerLayout(dataSource, place);
    }

    /**
     * Makes the tables, or those changes to them that are missing.
     *
     * @param version of the program that does it
     * @throws NewerLedgerException if this version does not know them
     */
    void bringUpToDate(String version) {
        if (layout.found() < LedgerLayout.CURRENT) {
            migrate();
        }
        layout.written(version);
    }

    /** @throws UnusableLedgerException if it is a copy that did not come to its end */
    void checkWhole() {
        new CopySeal(dataSource).check(place);
    }

    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations(new String[0])
                    .javaMigrations(MIGRATIONS.toArray(JavaMigration[]::new))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DataAccessResourceFailureException("the tables cannot be made: " + FailureText.of(e), e);
        }
    }

    /**
     * Returns whether the tables are there, for somebody who changes nothing.
     *
     * @throws NewerLedgerException if this version does not know them
     * @throws UnusableLedgerException if an earlier version made them, or they are a copy that did not come to its end
     */
    boolean exists() {
        int found = layout.found();
        if (found != 0 && found < LedgerLayout.CURRENT) {
            throw new UnusableLedgerException("the ledger " + place + " was made by an earlier version (layout " + found
                    + "; this one knows " + LedgerLayout.CURRENT
                    + "): the next run brings it up to date, once no other goes on");
        }
        if (found != 0) {
            checkWhole();
        }
        return found != 0;
    }
}
