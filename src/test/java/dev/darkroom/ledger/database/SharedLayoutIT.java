package dev.darkroom.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.scenes.PostgresServer;
import dev.darkroom.workspace.DatabaseAwayException;
import dev.darkroom.workspace.PostgresAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SharedLayoutIT {

    private final PostgresAddress address = new PostgresAddress(PostgresServer.newSchema(), "");

    @Test
    void has_the_tables_and_indexes_of_a_ledger_on_one_host() {
        try (LedgerDatabase shared = LedgerDatabase.open(address, "1.2.3")) {
            JdbcClient jdbc = JdbcClient.create(shared.dataSource());
            assertThat(jdbc.sql("select schema_version, written_by from darkroom")
                            .query((row, number) -> row.getInt(1) + " " + row.getString(2))
                            .list())
                    .containsExactly(LedgerLayout.CURRENT + " Darkroom 1.2.3");
            assertThat(jdbc.sql("select table_name from information_schema.tables where table_schema = current_schema")
                            .query(String.class)
                            .list())
                    .contains(
                            "run",
                            "row_input",
                            "row_state",
                            "purchase",
                            "picture",
                            "review",
                            "learned_rate",
                            "kept_file",
                            "batch_job_instance");
            assertThat(jdbc.sql("select indexname from pg_indexes where schemaname = current_schema")
                            .query(String.class)
                            .list())
                    .contains("row_state_by_state", "purchase_by_key", "row_look_up_by_hash");
        }
    }

    @Test
    void is_made_once_where_several_hosts_open_it_at_the_same_time() {
        ExecutorService hosts = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> opened = IntStream.range(0, 4)
                    .mapToObj(host -> CompletableFuture.runAsync(
                            () -> LedgerDatabase.open(address, "1.2." + host).close(), hosts))
                    .toList();
            opened.forEach(CompletableFuture::join);
        } finally {
            hosts.shutdown();
        }
        try (LedgerDatabase shared = LedgerDatabase.open(address, "1.2.3")) {
            assertThat(JdbcClient.create(shared.dataSource())
                            .sql("select count(*) from darkroom")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void of_a_newer_version_it_is_refused_by_name() {
        try (LedgerDatabase shared = LedgerDatabase.open(address, "9.9")) {
            JdbcClient.create(shared.dataSource())
                    .sql("update darkroom set schema_version = 99")
                    .update();
        }

        assertThatThrownBy(() -> LedgerDatabase.open(address, "1.2.3"))
                .isInstanceOf(NewerLedgerException.class)
                .hasMessageContaining("was written by Darkroom 9.9 (layout 99)")
                .hasMessageContaining(address.shown());
    }

    @Test
    void a_server_that_is_not_there_is_named_without_the_settings() {
        PostgresAddress nowhere =
                new PostgresAddress("jdbc:postgresql://127.0.0.1:1/night?user=nobody&connectTimeout=2", "hush");

        assertThatThrownBy(() -> LedgerDatabase.open(nowhere, "1.2.3"))
                .isInstanceOf(DatabaseAwayException.class)
                .hasMessageStartingWith("the database postgresql://127.0.0.1:1/night cannot be reached: ")
                .hasMessageNotContaining("hush");
    }
}
