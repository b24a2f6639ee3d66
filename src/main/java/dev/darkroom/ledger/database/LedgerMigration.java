package dev.darkroom.ledger.database;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Brings the tables of a ledger to a layout, by scripts that both engines take. They are named one by one: to search a
 * class path for them takes longer than to run them.
 *
 * @param layout the layout that they lead to
 * @param description what they do
 * @param scripts in their order
 */
record LedgerMigration(int layout, String description, List<String> scripts) implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(Integer.toString(layout));
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(context.getConnection(), true);
        for (String script : scripts) {
            new ResourceDatabasePopulator(new ClassPathResource(script, LedgerMigration.class)).execute(connection);
        }
        JdbcClient jdbc = JdbcClient.create(connection);
        if (jdbc.sql("update darkroom set schema_version = ?").param(layout).update() == 0) {
            jdbc.sql("insert into darkroom (schema_version) values (?)")
                    .param(layout)
                    .update();
        }
    }
}
