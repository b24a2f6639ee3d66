package dev.darkroom.ledger.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The layout of a ledger that several hosts share: made and brought up to date by Flyway, which lets one of them do it while
 * the others wait.
 */
final class SharedLayout {

    private static final List<LedgerMigration> MIGRATIONS =
            List.of(new LedgerMigration(LedgerLayout.CURRENT, "ledger", List.of("schema.sql", "indexes.sql")));

    private final DataSource dataSource;
    private final LedgerLayout layout;

    /** @param place where the ledger is, for messages */
    SharedLayout(DataSource dataSource, String place) {
        this.dataSource = dataSource;
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
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations(new String[0])
                    .javaMigrations(MIGRATIONS.toArray(JavaMigration[]::new))
                    .load()
                    .migrate();
        }
        layout.written(version);
    }
}
