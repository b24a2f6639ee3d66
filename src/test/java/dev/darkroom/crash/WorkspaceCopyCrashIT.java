package dev.darkroom.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The move of a workspace to PostgreSQL dies at each of its boundaries: never do both count, and the same command ends it. */
class WorkspaceCopyCrashIT {

    private String database;
    private Map<String, String> local;
    private Map<String, String> shared;

    @TempDir
    Path folder;

    @BeforeEach
    void night() throws IOException {
        database = PostgresServer.newSchema();
        local = Map.of("DARKROOM_HOME", folder.resolve("home").toString());
        shared = Map.of("DARKROOM_HOME", folder.resolve("other").toString(), "DARKROOM_DB", database);
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls
                a,one,https://shop.example/1.jpg
                b,two,https://shop.example/2.jpg
                """);
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                output: "out/{{run}}"
                """);
        CliRun bought = CliRun.in(folder, local, "run", "job.yaml");
        assertThat(bought.code()).as(bought.err()).isZero();
    }

    @AfterEach
    void drop() {
        PostgresServer.drop(database);
    }

    @ParameterizedTest
    @EnumSource(names = {"COPY_SEALED", "COPY_FILLED", "COPY_COMMITTED"})
    void before_it_is_marked_the_workspace_counts_and_the_database_does_not(CrashPoint point) throws Exception {
        dies(point);

        assertThat(CliRun.in(folder, local, "runs", "--json").json().path("runs"))
                .hasSize(1);
        CliRun refused = CliRun.in(folder, shared, "run", "job.yaml");
        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("is a copy of the workspace " + folder.resolve("home") + " on ")
                .contains("that did not come to its end");
        assertThat(CliRun.in(folder, shared, "status").code()).isEqualTo(ExitCode.USAGE);
        CliRun next = CliRun.in(folder, local, "run", "job.yaml", "--new");
        assertThat(next.err()).contains("2 reused");
        isMovedBy(copy(), 2);
    }

    @Test
    void once_it_is_marked_neither_counts_until_it_is_ended() throws Exception {
        dies(CrashPoint.COPY_MARKED);

        assertThat(CliRun.in(folder, local, "run", "job.yaml").code()).isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, shared, "run", "job.yaml").code()).isEqualTo(ExitCode.USAGE);
        isMovedBy(copy(), 1);
    }

    @Test
    void once_it_is_opened_the_database_counts() throws Exception {
        dies(CrashPoint.COPY_OPENED);

        assertThat(CliRun.in(folder, local, "run", "job.yaml").code()).isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, shared, "runs", "--json").json().path("runs"))
                .hasSize(1);
        isMovedBy(copy(), 1);
    }

    @Test
    void another_workspace_is_not_copied_over_one_that_is_not_ended() throws Exception {
        dies(CrashPoint.COPY_COMMITTED);
        Map<String, String> third =
                Map.of("DARKROOM_HOME", folder.resolve("third").toString());
        CliRun bought = CliRun.in(folder, third, "run", "job.yaml");
        assertThat(bought.code()).as(bought.err()).isZero();

        CliRun refused = CliRun.in(folder, third, "workspace", "copy", "--to", database);

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("holds a copy of the workspace " + folder.resolve("home"));
        isMovedBy(copy(), 1);
    }

    private void dies(CrashPoint point) throws Exception {
        DyingProcess process = new DyingProcess(folder, local);
        int code = process.run(point, point.message(0), 1, "", "workspace", "copy", "--to", database);
        assertThat(code).as(process.said()).isEqualTo(CrashTrap.CODE);
    }

    private CliRun copy() {
        return CliRun.in(folder, local, "workspace", "copy", "--to", database);
    }

    private void isMovedBy(CliRun copy, int runs) {
        assertThat(copy.code()).as(copy.err()).isZero();
        assertThat(CliRun.in(folder, local, "runs").code()).isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, shared, "runs", "--json").json().path("runs"))
                .hasSize(runs);
        CliRun next = CliRun.in(folder, shared, "run", "job.yaml", "--new");
        assertThat(next.err()).contains("2 reused");
    }
}
