package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A workspace above the working directory that another user made, or may write. */
class PlantedWorkspaceTest {

    private static final int OTHER_USER = 12345;

    @TempDir
    private Path shared;

    private Path planted;
    private Path shop;

    @BeforeEach
    void plant() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
        planted = Files.createDirectories(shared.resolve(".darkroom"));
        Files.writeString(planted.resolve("ledger.mv.db"), "whoever opens this fails otherwise");
        Files.createDirectories(planted.resolve("runs/night-2026-11-01"));
        shop = Files.createDirectories(shared.resolve("shop"));
        Files.writeString(shop.resolve("job.yaml"), "this: is not even read\n");
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("run", "job.yaml"),
                List.of("resume"),
                List.of("resume", "--rebuild"),
                List.of("plan", "job.yaml"),
                List.of("try", "job.yaml"),
                List.of("status"),
                List.of("runs"),
                List.of("costs"),
                List.of("diff"),
                List.of("report"),
                List.of("review", "night-2026-11-01", "decisions.csv"),
                List.of("publish", "night-2026-11-01", "--to", "out"),
                List.of("resolve", "night-2026-11-01", "a", "not-submitted"),
                List.of("cancel", "night-2026-11-01"),
                List.of("prune", "--keep", "1d"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void of_one_that_everybody_may_write_nothing_is_read(List<String> command) throws IOException {
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(command, " may be written by every user");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void of_another_users_nothing_is_read(List<String> command) throws IOException {
        giveAway(planted);
        refused(command, planted + " belongs to the user " + OTHER_USER + ", and you are ");
    }

    @Test
    void a_workspace_of_ones_own_is_the_way_out() throws IOException {
        giveAway(planted);
        CliRun run = CliRun.in(shop, Map.of("DARKROOM_HOME", shop.resolve("own").toString()), "runs");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
    }

    private static void giveAway(Path file) throws IOException {
        Assumptions.assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid")), "only root can give files away");
        Files.setAttribute(file, "unix:uid", OTHER_USER);
    }

    private void refused(List<String> command, String why) throws IOException {
        List<Path> before = entries();
        CliRun run = CliRun.in(shop, Map.of("RUNCOMFY_TOKEN", "secret"), command.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err())
                .contains("the workspace " + planted + " is not used")
                .contains(why)
                .contains("DARKROOM_HOME");
        assertThat(run.out()).isEmpty();
        assertThat(entries()).isEqualTo(before);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(shared)) {
            return files.sorted().toList();
        }
    }
}
