package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A workspace on one host that is moved to PostgreSQL, and goes on from another one. */
class WorkspaceCopyIT {

    private String database;
    private SharedNight night;
    private SharedHost host;
    private SharedHost other;

    @TempDir
    Path folder;

    @BeforeEach
    void hosts() throws IOException {
        database = PostgresServer.newSchema();
        night = new SharedNight(folder.resolve("share"));
        host = new SharedHost(folder.resolve("host"), "");
        other = new SharedHost(folder.resolve("other"), database);
    }

    @AfterEach
    void close() throws IOException {
        night.close();
        PostgresServer.drop(database);
    }

    @Test
    void its_runs_are_the_same_on_another_host_and_nothing_is_bought_again() throws Exception {
        try (SharedNight elsewhere = new SharedNight(folder.resolve("elsewhere"))) {
            List<String> runs = someNights(elsewhere);
            CliRun listed = host.run("runs", "--csv");
            List<String> told = new ArrayList<>();
            for (String run : runs) {
                told.add(told(host, run));
            }
            int accepted = night.accepted().size();

            CliRun copied = host.run("workspace", "copy", "--to", database);

            assertThat(copied.code()).as(copied.err()).isZero();
            assertThat(copied.outLines().get(0)).matches("RUN +ROWS +BOUGHT +PICTURES +REVIEWS +COST");
            assertThat(copied.outLines())
                    .hasSize(runs.size() + 1)
                    .anyMatch(line -> line.matches(Pattern.quote(runs.get(0)) + " +8 +6 +6 +1 +0\\.075"));
            assertThat(copied.err()).contains("Counts and sums are the same in both");
            assertThat(other.run("runs", "--csv").out()).isEqualTo(listed.out());
            for (int run = 0; run < runs.size(); run++) {
                assertThat(told(other, runs.get(run))).isEqualTo(told.get(run));
            }
            CliRun stopped = other.run("run", night.job().toString());
            assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
            assertThat(stopped.err()).contains("resume --past-stop");
            Files.writeString(night.job(), Files.readString(night.job()).replace("canary: 1\n", ""));
            CliRun next = other.run("run", night.job().toString(), "--new");
            assertThat(next.err()).contains("5 reused");
            CliRun third = other.run("run", elsewhere.job().toString(), "--new");
            assertThat(third.err()).contains("2 reused");
            assertThat(night.accepted().size() - accepted)
                    .as("the picture that was rejected is bought again, and nothing else")
                    .isEqualTo(1);
        }
    }

    /**
     * Plays a night with good, failed, invalid and equal rows, a review of it, one that reuses, one at another service, one that
     * is cancelled, and one that a canary stopped; returns their ids.
     */
    private List<String> someNights(SharedNight elsewhere) throws IOException {
        night.write(6, "500/s", "budget: { price: 0.02 }");
        Path rows = night.job().resolveSibling("rows.csv");
        Files.writeString(
                rows,
                Files.readString(rows).replace("edit 3,", "[[fault:fail]] edit 3,")
                        + "row-7,edit 2,https://shop.example/2.jpg\nrow-8,,\n");
        List<String> runs = new ArrayList<>(List.of(runs(night.job(), ExitCode.PICTURES_MISSING)));
        Path decisions = Files.writeString(folder.resolve("decisions.csv"), "id,decision\nrow-1,rejected\n");
        assertThat(host.run("review", runs.get(0), decisions.toString()).code()).isZero();
        elsewhere.write(2, "500/s");
        runs.add(runs(elsewhere.job(), ExitCode.FINISHED));
        SharedNight cancelled = elsewhere.write(3, "500/s", "budget: { price: 0.02, max-cost: 0.001 }", "reuse: false");
        String tooDear = runs(cancelled.job(), ExitCode.STOPPED);
        assertThat(host.run("cancel", tooDear).code()).isEqualTo(ExitCode.PICTURES_MISSING);
        runs.add(tooDear);
        elsewhere.write(2, "500/s");
        String job = Files.readString(night.job());
        Files.writeString(night.job(), job + "canary: 1\n");
        String text = Files.readString(rows);
        Files.writeString(
                rows,
                text.replace(
                        "id,prompt,image_urls\n",
                        "id,prompt,image_urls\nrow-0,[[fault:fail]] edit 0,https://shop.example/0.jpg\n"));
        runs.add(runs(night.job(), ExitCode.STOPPED));
        return runs;
    }

    private String runs(Path job, int code) {
        CliRun run = host.run("run", job.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        return host.run("runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
    }

    /** Returns what a host tells of a run, but for when it does so; and its results, written anew. */
    private static String told(SharedHost host, String run) throws IOException {
        CliRun report = host.run("report", run);
        assertThat(report.code()).as(report.err()).isZero();
        JsonNode output = host.run("runs", "--json").json().path("runs");
        for (JsonNode each : output) {
            if (each.path("run").asString().equals(run)) {
                Path results = Path.of(each.path("output").asString()).resolve("results.csv");
                String status = host.run("status", run, "--json").out().replaceAll("\"updated_at\" : \"[^\"]*\"", "");
                return status + Files.readString(results);
            }
        }
        throw new IllegalStateException("there is no run " + run);
    }

    @Test
    void the_workspace_that_was_moved_buys_nothing_any_more() throws Exception {
        night.write(2, "500/s");
        assertThat(host.run("run", night.job().toString()).code()).isZero();
        assertThat(host.run("workspace", "copy", "--to", database).code()).isZero();

        for (String command : List.of("run", "plan", "validate")) {
            CliRun refused = host.run(command, night.job().toString());
            if (command.equals("validate")) {
                assertThat(refused.code()).isZero();
            } else {
                assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
                assertThat(refused.err())
                        .contains("was moved to the database postgresql://")
                        .contains("Set DARKROOM_DB to that database");
            }
        }
        for (String command : List.of("status", "runs", "report", "resume")) {
            assertThat(host.run(command).code()).as(command).isEqualTo(ExitCode.USAGE);
        }
        String elsewhere = PostgresServer.newSchema();
        CliRun wrong = host.run("workspace", "copy", "--to", elsewhere);
        PostgresServer.drop(elsewhere);
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .contains("was moved to the database postgresql://")
                .contains("not into what --to names");
        assertThat(Files.readString(host.home().resolve("moved.json")))
                .contains("\"moved\"")
                .doesNotContain("hush");

        host.with("DARKROOM_DB", database);
        CliRun next = host.run("run", night.job().toString(), "--new");
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.err()).contains("2 reused");
        assertThat(night.accepted()).hasSize(2);
    }

    @Test
    void a_move_that_has_come_to_its_end_is_known_when_it_is_begun_again_though_the_database_has_gone_on()
            throws Exception {
        night.write(2, "500/s");
        assertThat(host.run("run", night.job().toString()).code()).isZero();
        assertThat(host.run("workspace", "copy", "--to", database).code()).isZero();
        assertThat(other.run("run", night.job().toString(), "--new").code()).isZero();

        CliRun again = host.run("workspace", "copy", "--to", database);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("All had been copied before, and the move has come to its end");
        assertThat(other.run("runs", "--json").json().path("runs")).hasSize(2);
    }

    @Test
    void what_is_not_settled_is_named_and_not_copied() throws Exception {
        night.write(4, "500/s", "poll: { queue-timeout: 1h }");
        Path rows = night.job().resolveSibling("rows.csv");
        Files.writeString(rows, Files.readString(rows).replace("edit 1,", "[[fault:submit-lost]] edit 1,"));
        CliRun bought = host.run("run", night.job().toString());
        String run = host.run("runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
        assertThat(bought.err()).contains("1 unknown");

        CliRun refused = host.run("workspace", "copy", "--to", database);

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("the run " + run + " is not settled: 1 row unknown: ")
                .contains("status " + run)
                .contains("Nothing was copied");
        assertThat(tables()).as("the database is untouched").isZero();
        assertThat(host.run("resolve", run, "row-1", "not-submitted").code()).isZero();
        CliRun copied = host.run("workspace", "copy", "--to", database);
        assertThat(copied.code()).as(copied.err()).isZero();
        assertThat(other.run("status", run, "--json")
                        .json()
                        .path("rows")
                        .path("pending")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_database_with_runs_of_its_own_is_left_alone() throws Exception {
        night.write(2, "500/s");
        assertThat(other.run("run", night.job().toString()).code()).isZero();
        CliRun own = host.run("run", night.job().toString());
        assertThat(own.code()).as(own.err()).isZero();

        CliRun refused = host.run("workspace", "copy", "--to", database);

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("holds runs of its own").contains("Nothing was copied");
        assertThat(host.run("runs", "--json").json().path("runs")).hasSize(1);
        assertThat(other.run("runs", "--json").json().path("runs")).hasSize(1);
    }

    @Test
    void a_database_that_another_process_works_in_is_not_touched() throws Exception {
        night.write(30, "10/s");
        SharedHost third = new SharedHost(folder.resolve("third"), database);
        Process running = third.start("run", night.job().toString());
        night.awaitAccepted(1, running);
        SharedNight own = new SharedNight(folder.resolve("own")).write(1, "500/s");
        try (own) {
            assertThat(host.run("run", own.job().toString()).code()).isZero();

            CliRun refused = host.run("workspace", "copy", "--to", database);

            assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.WORKSPACE_HELD);
            assertThat(refused.err()).contains("is held by process " + running.pid());
        } finally {
            running.destroyForcibly().waitFor();
        }
    }

    @Test
    void an_address_with_a_password_or_of_another_database_is_refused() throws Exception {
        night.write(1, "500/s");
        assertThat(host.run("run", night.job().toString()).code()).isZero();

        CliRun secret = host.run("workspace", "copy", "--to", database + "&password=hush");
        CliRun foreign = host.run("workspace", "copy", "--to", "jdbc:mysql://db/night");
        CliRun away = host.run("workspace", "copy", "--to", "jdbc:postgresql://127.0.0.1:1/night?user=nobody");

        assertThat(secret.code()).isEqualTo(ExitCode.USAGE);
        assertThat(secret.err()).contains("--to holds a password").doesNotContain("hush");
        assertThat(foreign.code()).isEqualTo(ExitCode.USAGE);
        assertThat(foreign.err()).contains("--to names no PostgreSQL database");
        assertThat(away.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(away.err()).contains("cannot be reached").contains("that of --to");
        assertThat(host.run("runs").code()).isZero();
    }

    @Test
    void a_host_that_has_runs_of_its_own_is_told_that_the_database_does_not_know_them() throws Exception {
        night.write(1, "500/s");
        assertThat(host.run("run", night.job().toString()).code()).isZero();
        String note = "note: " + host.home() + " holds runs of its own";

        assertThat(host.with("DARKROOM_DB", database).run("runs").err()).contains(note);
        host.with("DARKROOM_DB", "").run("workspace", "copy", "--to", database);
        assertThat(host.with("DARKROOM_DB", database).run("runs").err()).doesNotContain(note);
    }

    private int tables() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from information_schema.tables where table_schema = current_schema")) {
            count.next();
            return count.getInt(1);
        }
    }
}
