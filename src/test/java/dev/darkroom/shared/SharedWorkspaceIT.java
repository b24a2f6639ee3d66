package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.crash.PurchaseAudit;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A workspace whose ledger is in PostgreSQL, used from one host after the other. */
class SharedWorkspaceIT {

    private String database;
    private SharedNight night;
    private SharedHost first;
    private SharedHost second;

    @TempDir
    Path folder;

    @BeforeEach
    void hosts() throws IOException {
        database = PostgresServer.newSchema();
        night = new SharedNight(folder.resolve("share"));
        first = new SharedHost(folder.resolve("first"), database);
        second = new SharedHost(folder.resolve("second"), database);
    }

    @AfterEach
    void close() throws IOException {
        night.close();
        PostgresServer.drop(database);
    }

    @Test
    void a_run_that_is_killed_on_one_host_goes_on_on_another() throws Exception {
        night.write(40, "20/s");
        Process killed = first.start("run", night.job().toString());
        night.awaitAccepted(10, killed);
        assertThat(killed.isAlive()).as(first.said()).isTrue();

        assertThat(second.run("status", "--json").json().path("state").asString())
                .isEqualTo("running");
        CliRun refused = second.run("run", night.job().toString());
        assertThat(refused.code()).isEqualTo(ExitCode.WORKSPACE_HELD);
        assertThat(refused.err())
                .containsPattern(
                        "The workspace postgresql://[^ ]+ is held by process " + killed.pid() + " on [^ ]+\\. ");

        killed.destroyForcibly().waitFor();
        JsonNode stopped = second.run("status", "--json").json();
        assertThat(stopped.path("state").asString()).isEqualTo("stopped");
        String run = stopped.path("run").asString();
        assertThat(second.run("plan", night.job().toString(), "--new").out())
                .contains("the run " + run + " goes on, or its process ended before its end");
        CliRun resumed = second.run("run", night.job().toString());

        assertThat(resumed.code()).as(resumed.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        night.audit(run).agree(second.home());
        settle(run);
        assertThat(night.audit(run).statuses())
                .hasSize(40)
                .containsValue("succeeded")
                .doesNotContainValue("unknown");
        night.audit(run).agree(second.home());
    }

    /** Settles what is in doubt as a person would: on a third host, by the vendor's usage page. */
    private void settle(String run) throws IOException {
        SharedHost third = new SharedHost(folder.resolve("third"), database);
        PurchaseAudit audit = night.audit(run);
        for (String row : audit.unknown()) {
            String request = "not-submitted";
            for (JsonNode accepted : night.accepted()) {
                if (accepted.path("input").path("prompt").asString().equals("edit " + row.substring("row-".length()))) {
                    request = accepted.path("request_id").asString();
                }
            }
            CliRun resolved = third.run("resolve", run, row, request);
            assertThat(resolved.code()).as(resolved.err()).isZero();
        }
        CliRun resumed = third.run("resume", run);
        assertThat(resumed.code()).as(resumed.err()).isZero();
    }

    @Test
    void what_one_host_bought_is_seen_reported_reviewed_and_not_bought_again_on_another() throws Exception {
        night.write(6, "500/s");
        CliRun bought = first.run("run", night.job().toString());
        assertThat(bought.code()).as(bought.err()).isZero();
        assertThat(bought.err())
                .contains("workspace postgresql://")
                .contains(", with " + first.home() + " on this host");

        JsonNode run = second.run("runs", "--json").json().path("runs").path(0);
        String id = run.path("run").asString();
        assertThat(run.path("bought").asInt()).isEqualTo(6);
        assertThat(second.run("run", night.job().toString()).code()).isZero();
        assertThat(second.run("report", id).code()).isZero();
        Path decisions =
                Files.writeString(folder.resolve("decisions.csv"), "id,decision\nrow-1,rejected\nrow-2,approved\n");
        CliRun review = second.run("review", id, decisions.toString());
        assertThat(review.out()).as(review.err()).contains("1 approved, 1 rejected");

        CliRun again = second.run("run", night.job().toString(), "--new");

        assertThat(again.err()).contains("5 reused");
        assertThat(night.accepted()).hasSize(7);
        assertThat(second.run("resume", "--rebuild").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_stop_on_one_host_stands_on_another_until_somebody_goes_past_it() throws Exception {
        night.write(8, "500/s", "canary: 2", "budget: { price: 0.02 }");
        Files.writeString(
                night.job().resolveSibling("rows.csv"),
                Files.readString(night.job().resolveSibling("rows.csv")).replace("edit 1,", "[[fault:fail]] edit 1,"));
        CliRun stopped = first.run("run", night.job().toString());
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
        int accepted = night.accepted().size();

        CliRun refused = second.run("run", night.job().toString());

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(refused.err()).contains("resume --past-stop");
        assertThat(second.run("plan", night.job().toString()).out()).contains("canary");
        assertThat(night.accepted()).hasSize(accepted);
        String run = second.run("status", "--json").json().path("run").asString();
        CliRun past = second.run("resume", "--past-stop", run);
        assertThat(past.code()).as(past.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(night.accepted()).hasSize(7);
    }

    @Test
    void another_host_cancels_what_one_began_and_prunes_it() throws Exception {
        night.write(8, "500/s", "budget: { price: 0.02, max-cost: 0.05 }");
        CliRun stopped = first.run("run", night.job().toString());
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
        String run = second.run("status", "--json").json().path("run").asString();

        CliRun cancelled = second.run("cancel", run);

        assertThat(cancelled.code()).as(cancelled.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(cancelled.err()).contains("2 succeeded").contains("6 cancelled");
        CliRun pruned = first.run("prune", "--keep", "0d");
        assertThat(pruned.out()).as(pruned.err()).contains("deleted " + run);
        assertThat(dump().get("kept_file")).allMatch(file -> file.startsWith("|"));
        assertThat(dump().get("row_state")).isEmpty();
        assertThat(dump().get("batch_job_instance")).isEmpty();
    }

    @Test
    void a_plan_changes_nothing() throws Exception {
        night.write(8, "500/s", "budget: { price: 0.02, max-cost: 0.05 }");
        assertThat(first.run("plan", night.job().toString()).out()).contains("8");
        assertThat(dump()).isEmpty();
        first.run("run", night.job().toString());
        Map<String, List<String>> before = dump();

        CliRun goesOn = second.run("plan", night.job().toString(), "--json");
        CliRun startsNew = second.run("plan", night.job().toString(), "--new", "--json");

        assertThat(dump()).isEqualTo(before);
        assertThat(goesOn.json().path("rows").path("to_buy").asInt())
                .as(goesOn.out())
                .isEqualTo(6);
        assertThat(startsNew.json().path("rows").path("reusable").asInt())
                .as(startsNew.out())
                .isEqualTo(2);
    }

    @Test
    void two_hosts_that_begin_at_a_time_make_its_tables_once() throws Exception {
        night.write(4, "500/s");
        Process one = first.start("run", night.job().toString());
        Process other = second.start("run", night.job().toString());
        List<Integer> codes = new ArrayList<>(List.of(one.waitFor(), other.waitFor()));

        assertThat(codes).as(first.said() + second.said()).containsAnyOf(0).isSubsetOf(0, ExitCode.WORKSPACE_HELD);
        assertThat(night.accepted()).hasSize(4);
    }

    @Test
    void a_database_that_is_not_there_is_an_outage_and_a_wrong_setting_is_not() throws Exception {
        night.write(4, "500/s");
        SharedHost cutOff = new SharedHost(folder.resolve("third"), "jdbc:postgresql://127.0.0.1:1/night?user=nobody");

        for (String command : List.of("run", "plan")) {
            CliRun away = cutOff.run(command, night.job().toString());
            assertThat(away.code()).as(away.err()).isEqualTo(ExitCode.STOPPED);
            assertThat(away.err()).contains("the database postgresql://127.0.0.1:1/night cannot be reached: ");
        }
        SharedHost other = new SharedHost(folder.resolve("fourth"), database.replace("/postgres?", "/nowhere?"));
        CliRun wrong = other.run("run", night.job().toString());
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .contains("cannot be used: its server has no database of that name")
                .contains("another in DARKROOM_DB");
        CliRun unread = first.with(
                        "DARKROOM_DB_PASSWORD_FILE", folder.resolve("none").toString())
                .run("runs");
        assertThat(unread.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unread.err())
                .contains("the file " + folder.resolve("none") + " of the database's password cannot be read");
        assertThat(night.accepted()).isEmpty();
    }

    @Test
    void no_password_is_told_to_anybody() throws Exception {
        night.write(2, "500/s");
        Path file = Files.writeString(folder.resolve("password"), "hush-hush\n");
        first.with("DARKROOM_DB_PASSWORD_FILE", file.toString());

        CliRun run = first.run("--debug", "run", night.job().toString());
        CliRun both = first.with("DARKROOM_DB_PASSWORD", "hush-hush").run("runs");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out() + run.err() + both.out() + both.err()).doesNotContain("hush");
        Files.delete(file);
        try (var files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .as(each.toString())
                        .doesNotContain("hush-hush");
            }
        }
        assertThat(dump().toString()).doesNotContain("hush").doesNotContain(SharedHost.TOKEN);
    }

    /** Returns all that is in the tables, but for when the service's pace was kept. */
    private Map<String, List<String>> dump() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = current_schema")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                List<String> lines = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("select * from " + name)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        StringBuilder line = new StringBuilder();
                        for (int n = 1; n <= columns; n++) {
                            line.append(n == 1 ? "" : "|").append(rows.getString(n));
                        }
                        lines.add(line.toString());
                    }
                }
                lines.sort(null);
                tables.put(name, lines);
            }
        }
        return tables;
    }
}
