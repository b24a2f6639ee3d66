package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that names the database of its workspace itself. */
class JobDatabaseIT {

    private String database;
    private SharedNight night;
    private SharedHost host;

    @TempDir
    Path folder;

    @BeforeEach
    void host() throws IOException {
        database = PostgresServer.newSchema();
        night = new SharedNight(folder.resolve("share"));
        host = new SharedHost(folder.resolve("host"), "");
    }

    @AfterEach
    void close() throws IOException {
        night.close();
        PostgresServer.drop(database);
    }

    @Test
    void its_runs_are_there_whatever_the_environment_names_and_others_need_the_variable() throws Exception {
        String wrong = "jdbc:postgresql://127.0.0.1:1/night?user=nobody";
        night.write(
                2, "500/s", "workspace: { database: \"" + database + "\" }", "budget: { price: 0.02, max-cost: 0.03 }");

        CliRun stopped = host.with("DARKROOM_DB", wrong).run("run", night.job().toString());

        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.err())
                .contains("workspace postgresql://localhost")
                .contains("DARKROOM_HOME=" + host.home() + " DARKROOM_DB='" + database + "' java ")
                .contains(" resume night-");
        assertThat(host.with("DARKROOM_DB", "")
                        .run("plan", night.job().toString())
                        .out())
                .contains("night-");
        assertThat(host.run("runs", "--json").json().path("runs")).isEmpty();
        assertThat(host.with("DARKROOM_DB", database)
                        .run("runs", "--json")
                        .json()
                        .path("runs"))
                .hasSize(1);
        CliRun finished = host.run("resume", "--max-cost", "1");
        assertThat(finished.code()).as(finished.err()).isZero();
        assertThat(night.accepted()).hasSize(2);
    }

    @Test
    void an_option_wins_over_the_job() throws Exception {
        night.write(1, "500/s", "workspace: { database: \"jdbc:postgresql://127.0.0.1:1/night?user=nobody\" }");

        CliRun run = host.run("run", night.job().toString(), "--set", "workspace.database=" + database);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(new SharedHost(folder.resolve("other"), database)
                        .run("runs", "--json")
                        .json()
                        .path("runs"))
                .hasSize(1);
        CliRun away = host.run("run", night.job().toString());
        assertThat(away.code()).as(away.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(away.err()).contains("Its address is that of workspace.database");
    }

    @Test
    void a_password_in_it_is_refused_with_its_place_and_not_shown() throws Exception {
        night.write(1, "500/s", "workspace:", "  database: " + database + "&password=hush");
        int line = Files.readAllLines(night.job()).size();

        for (String command : new String[] {"run", "plan", "validate"}) {
            CliRun refused = host.run(command, night.job().toString());
            assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.out() + refused.err())
                    .contains("job.yaml:" + line + ":13")
                    .contains("holds a password")
                    .contains("DARKROOM_DB_PASSWORD_FILE")
                    .doesNotContain("hush");
        }
        assertThat(night.accepted()).isEmpty();
    }
}
