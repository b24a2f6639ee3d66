package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.crash.PurchaseAudit;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wire between a run and its ledger's server goes wrong in the middle of it: whatever is bought is accounted for, and nothing
 * is bought twice.
 */
class WireFaultsIT {

    private static final int ROWS = 40;
    /** So that a server that has fallen silent is given up in a test's time. */
    private static final String IMPATIENT = "&socketTimeout=3";

    private static final int MAX_STARTS = 30;

    private String database;
    private WireProxy wire;
    private SharedNight night;
    private SharedHost host;

    @TempDir
    Path folder;

    @BeforeEach
    void wire() throws IOException {
        database = PostgresServer.newSchema();
        Matcher port = Pattern.compile("localhost:(\\d+)").matcher(database);
        assertThat(port.find()).as(database).isTrue();
        wire = new WireProxy(Integer.parseInt(port.group(1)));
        night = new SharedNight(folder.resolve("share")).write(ROWS, "20/s");
        host = new SharedHost(folder.resolve("host"), port.replaceFirst("127.0.0.1:" + wire.port()) + IMPATIENT);
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        night.close();
        PostgresServer.drop(database);
    }

    /** What happens to the wire. */
    enum WireFault {
        CUT {
            @Override
            void strike(WireProxy wire) {
                wire.cut();
            }
        },
        SILENT {
            @Override
            void strike(WireProxy wire) {
                wire.fallSilent();
            }
        },
        ANSWERS_LOST {
            @Override
            void strike(WireProxy wire) {
                wire.loseAnswers();
            }
        },
        RESET_AT_COMMIT {
            @Override
            void strike(WireProxy wire) {
                wire.resetAtCommit(3);
            }
        };

        abstract void strike(WireProxy wire);
    }

    @ParameterizedTest
    @EnumSource(names = "ANSWERS_LOST", mode = EnumSource.Mode.EXCLUDE)
    void a_wire_that_fails_in_the_middle_ends_the_run_and_the_next_start_loses_nothing(WireFault fault)
            throws Exception {
        Process run = host.start("run", night.job().toString());
        night.awaitAccepted(10, run);

        fault.strike(wire);

        assertThat(run.waitFor()).as(host.said()).isEqualTo(ExitCode.STOPPED);
        assertThat(host.said()).contains("database: ");
        assertThat(night.accepted().size()).isLessThan(ROWS);
        wire.heal();
        CliRun next = host.run("run", night.job().toString());
        assertThat(next.code()).as(next.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        isAccountedFor();
    }

    @Tag("long")
    @Test
    void answers_alone_that_are_lost_do_the_same() throws Exception {
        a_wire_that_fails_in_the_middle_ends_the_run_and_the_next_start_loses_nothing(WireFault.ANSWERS_LOST);
    }

    @Test
    void a_slow_wire_costs_time_alone() throws Exception {
        wire.delay(Duration.ofMillis(15));

        CliRun run = host.run("run", night.job().toString());

        assertThat(run.code()).as(run.err()).isZero();
        isAccountedFor();
    }

    @Test
    void connections_that_are_ended_at_any_moment_cost_starts_alone() throws Exception {
        connectionsAreEnded(1);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8})
    void connections_that_are_ended_at_any_other_moment_too(long seed) throws Exception {
        connectionsAreEnded(seed);
    }

    private void connectionsAreEnded(long seed) throws Exception {
        Random chance = new Random(seed);
        int starts = 0;
        int code = ExitCode.STOPPED;
        while (code == ExitCode.STOPPED && starts < MAX_STARTS) {
            Process run = host.start("run", night.job().toString());
            starts++;
            boolean calm = starts > 2;
            if (!calm) {
                night.awaitAccepted(night.accepted().size() + 1 + chance.nextInt(8), run);
                while (run.isAlive()) {
                    endAnyConnection();
                    Thread.sleep(chance.nextInt(150));
                }
            }
            code = run.waitFor();
            assertThat(code).as(host.said()).isIn(ExitCode.STOPPED, ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        }
        assertThat(code).as(host.said()).isNotEqualTo(ExitCode.STOPPED);
        assertThat(starts).as("starts").isGreaterThan(1);
        isAccountedFor();
    }

    private void endAnyConnection() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from (select pid from pg_stat_activity"
                            + " where pid <> pg_backend_pid() and application_name like 'darkroom%' order by random() limit 1) any_one");
        }
    }

    /** Compares the books; answers that came meanwhile were kept on the host, so that no purchase is in doubt. */
    private void isAccountedFor() throws IOException {
        String id = host.run("status", "--json").json().path("run").asString();
        PurchaseAudit audit = night.audit(id);
        audit.agree(host.home());
        assertThat(audit.statuses()).hasSize(ROWS);
        assertThat(audit.unknown()).as("answers that the host had").noneMatch(audit::isAccepted);
    }
}
