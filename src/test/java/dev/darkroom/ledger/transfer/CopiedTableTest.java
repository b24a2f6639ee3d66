package dev.darkroom.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.scenes.PostgresServer;
import dev.darkroom.workspace.PostgresAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds the list of what is copied to the tables that there are. */
@Tag("h2")
class CopiedTableTest {

    private static final String COLUMNS = "select lower(table_name) || '.' || lower(column_name)"
            + " from information_schema.columns where table_schema = current_schema";

    @TempDir
    Path folder;

    @Test
    void every_table_of_the_ledger_is_copied_but_those_of_the_file_alone() {
        try (LedgerDatabase ledger = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3")) {
            Set<String> copied =
                    CopiedTable.ALL.stream().map(CopiedTable::name).collect(Collectors.toCollection(TreeSet::new));
            copied.add("darkroom");
            copied.add("journal_position");

            assertThat(columns(ledger).stream()
                            .map(column -> column.substring(0, column.indexOf('.')))
                            .collect(Collectors.toSet()))
                    .isEqualTo(copied);
        }
    }

    @Test
    void every_column_has_one_of_its_name_in_the_database() {
        String database = PostgresServer.newSchema();
        try (LedgerDatabase ledger = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
                LedgerDatabase shared = LedgerDatabase.open(new PostgresAddress(database, ""), "1.2.3")) {
            assertThat(columns(shared)).containsAll(columns(ledger));
        } finally {
            PostgresServer.drop(database);
        }
    }

    private static Set<String> columns(LedgerDatabase ledger) {
        return JdbcClient.create(ledger.dataSource())
                .sql(COLUMNS)
                .query(String.class)
                .set();
    }
}
