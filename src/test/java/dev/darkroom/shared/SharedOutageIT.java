package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of a shared workspace goes away while a run is at work. */
class SharedOutageIT {

    @TempDir
    Path folder;

    @Test
    void a_server_that_is_stopped_in_the_middle_ends_the_run_and_the_next_start_loses_nothing() throws Exception {
        try (OwnPostgres server = new OwnPostgres(folder.resolve("data"));
                SharedNight night = new SharedNight(folder.resolve("share")).write(40, "40/s")) {
            SharedHost host = new SharedHost(folder.resolve("host"), server.url());
            Process run = host.start("run", night.job().toString());
            night.awaitAccepted(10, run);

            server.stopImmediately();

            assertThat(run.waitFor()).as(host.said()).isEqualTo(ExitCode.STOPPED);
            assertThat(host.said()).contains("database: the ledger's database cannot be used: ");
            int accepted = night.accepted().size();
            assertThat(accepted).isLessThan(40);
            CliRun early = host.run("run", night.job().toString());
            assertThat(early.code()).as(early.err()).isEqualTo(ExitCode.STOPPED);
            assertThat(night.accepted()).hasSize(accepted);

            server.start();
            CliRun next = host.run("run", night.job().toString());

            assertThat(next.code()).as(next.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
            String id = host.run("status", "--json").json().path("run").asString();
            night.audit(id).agree(host.home());
            assertThat(night.audit(id).statuses()).hasSize(40);
            assertThat(night.audit(id).lost())
                    .as("answers that were lost with the server")
                    .isEmpty();
        }
    }

    @Test
    void a_run_whose_connections_are_ended_stops_and_goes_on_from_another_host() throws Exception {
        try (OwnPostgres server = new OwnPostgres(folder.resolve("data"));
                SharedNight night = new SharedNight(folder.resolve("share")).write(40, "40/s")) {
            SharedHost first = new SharedHost(folder.resolve("first"), server.url());
            SharedHost second = new SharedHost(folder.resolve("second"), server.url());
            Process run = first.start("run", night.job().toString());
            night.awaitAccepted(10, run);

            endConnections(server.url());

            CliRun taken = second.run("run", night.job().toString());
            assertThat(taken.code()).as(taken.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
            assertThat(run.waitFor()).as(first.said()).isEqualTo(ExitCode.STOPPED);
            assertThat(first.said()).contains("database: ");

            CliRun again = first.run("run", night.job().toString());

            assertThat(again.code()).as(again.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
            String id = first.run("status", "--json").json().path("run").asString();
            night.audit(id).agree(first.home());
            assertThat(night.audit(id).statuses()).hasSize(40);
            assertThat(night.audit(id).lost())
                    .as("answers that the first host had")
                    .noneMatch(night.audit(id)::isAccepted);
        }
    }

    private static void endConnections(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and application_name like 'darkroom%'");
        }
    }
}
