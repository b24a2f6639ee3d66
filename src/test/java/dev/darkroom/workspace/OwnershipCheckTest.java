package dev.darkroom.workspace;

import static dev.darkroom.ledger.FakeOwnership.OTHER;
import static dev.darkroom.ledger.FakeOwnership.ROOT;
import static dev.darkroom.ledger.FakeOwnership.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.FakeOwnership;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipCheckTest {

    private static final FileOwner TEAM = new FileOwner("2000", "team");

    @TempDir
    private Path temporary;

    private Path home;
    private Workspace workspace;

    @BeforeEach
    void a_workspace_with_a_run() throws IOException {
        home = temporary.toRealPath().resolve(".darkroom");
        workspace = new Workspace(home);
        Files.createDirectories(workspace.runFolder("night"));
        Files.createFile(workspace.ledgerFile());
        Files.createFile(workspace.runFolder("night").resolve("job.json"));
        Files.createFile(workspace.journal("night"));
    }

    @Test
    void the_users_own_passes_and_so_does_one_that_is_not_there_yet() {
        assertThatCode(() -> check(new FakeOwnership(), false)).doesNotThrowAnyException();
        assertThatCode(() -> new OwnershipCheck(new FakeOwnership(), Map.of())
                        .check(new Workspace(temporary.resolve("absent")), false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ledger.mv.db", "runs", "runs/night", "runs/night/job.json", "runs/night/journal"})
    void what_another_user_owns_is_refused(String file) {
        Path foreign = home.resolve(file);
        assertThatThrownBy(() -> check(new FakeOwnership().owned(foreign, OTHER), false))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining(foreign + " belongs to the user bob (1001), and you are ann (1000)")
                .hasMessageContaining("DARKROOM_HOME=" + home)
                .hasMessageContaining("chown -R 1000 " + home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ledger.mv.db", "runs", "runs/night", "runs/night/job.json", "runs/night/journal"})
    void what_every_user_may_write_is_refused_also_where_it_is_named(String file) {
        Path open = home.resolve(file);
        for (boolean named : List.of(false, true)) {
            assertThatThrownBy(() -> check(new FakeOwnership().writableByAll(open), named))
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining(open + " of ann (1000) may be written by every user")
                    .hasMessageContaining("chmod -R go-w " + home);
        }
    }

    @Test
    void roots_workspace_is_anybodys() {
        assertThatCode(() -> check(new FakeOwnership().owned(home, ROOT), false))
                .doesNotThrowAnyException();
    }

    @Test
    void who_became_root_by_sudo_finds_the_own_one() {
        FakeOwnership ownership = new FakeOwnership(ROOT).owned(home, USER);
        assertThatThrownBy(() -> check(ownership, false)).isInstanceOf(WorkspaceException.class);
        assertThatCode(() -> new OwnershipCheck(ownership, Map.of("SUDO_UID", "1000")).check(workspace, false))
                .doesNotThrowAnyException();
    }

    @Test
    void sudos_variable_says_nothing_to_others_than_root() {
        FakeOwnership ownership = new FakeOwnership().owned(home, OTHER);
        assertThatThrownBy(() -> new OwnershipCheck(ownership, Map.of("SUDO_UID", "1001")).check(workspace, false))
                .isInstanceOf(WorkspaceException.class);
    }

    @Test
    void a_users_own_group_may_write_and_another_only_where_it_is_named() {
        FileOwner own = new FileOwner("5000", "ann");
        assertThatCode(() -> check(new FakeOwnership().writableBy(home, USER), false))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(new FakeOwnership().writableBy(home, own), false))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(new FakeOwnership().writableBy(home, ROOT), false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(new FakeOwnership().writableBy(home, TEAM), false))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("may be written by the group team (2000)")
                .hasMessageContaining("chmod -R g-w");
        assertThatCode(() -> check(new FakeOwnership().writableBy(home, TEAM), true))
                .doesNotThrowAnyException();
    }

    @Test
    void a_volume_of_root_and_the_pods_group_is_used_where_it_is_named() {
        FakeOwnership ownership = new FakeOwnership().owned(home, ROOT).writableBy(home, TEAM);
        assertThatCode(() -> check(ownership, true)).doesNotThrowAnyException();
    }

    @Test
    void who_names_a_workspace_vouches_for_its_owner_alone() throws IOException {
        FakeOwnership ownership = new FakeOwnership();
        try (var files = Files.walk(home)) {
            files.forEach(file -> ownership.owned(file, OTHER));
        }
        assertThatCode(() -> check(ownership, true)).doesNotThrowAnyException();
        ownership.owned(workspace.ledgerFile(), TEAM);
        assertThatThrownBy(() -> check(ownership, true)).hasMessageContaining("belongs to the user team (2000)");
    }

    @Test
    void no_one_can_vouch_for_what_anybody_could_have_made() {
        FakeOwnership ownership = new FakeOwnership()
                .owned(home, OTHER)
                .writableByAll(home.resolve("../..").normalize());
        for (boolean named : List.of(false, true)) {
            assertThatThrownBy(() -> check(ownership, named))
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining("Name a workspace of your own by DARKROOM_HOME")
                    .hasMessageNotContaining("DARKROOM_HOME=" + home)
                    .hasMessageNotContaining("chown");
        }
    }

    @Test
    void links_are_judged_by_who_made_them_and_by_what_they_lead_to() throws IOException {
        Path real = Files.move(home, temporary.toRealPath().resolve("elsewhere"));
        Path middle = Files.createSymbolicLink(home.resolveSibling("middle"), real);
        Files.createSymbolicLink(home, middle);
        assertThatCode(() -> check(new FakeOwnership(), false)).doesNotThrowAnyException();
        for (Path foreign : List.of(home, middle, real)) {
            assertThatThrownBy(() -> check(new FakeOwnership().owned(foreign, OTHER), false))
                    .hasMessageContaining(foreign + " belongs to");
        }
    }

    @Test
    void a_ledger_that_is_a_link_to_anothers_file_is_refused() throws IOException {
        Path planted = Files.createFile(home.resolveSibling("planted"));
        Files.delete(workspace.ledgerFile());
        Files.createSymbolicLink(workspace.ledgerFile(), planted);
        assertThatThrownBy(() -> check(new FakeOwnership().owned(planted, OTHER), false))
                .hasMessageContaining(planted + " belongs to");
        Files.delete(planted);
        assertThatCode(() -> check(new FakeOwnership(), false)).doesNotThrowAnyException();
    }

    @Test
    void where_modes_are_not_kept_they_are_not_looked_at() {
        FakeOwnership ownership =
                new FakeOwnership().withoutModes().writableByAll(home).writableBy(workspace.ledgerFile(), TEAM);
        assertThatCode(() -> check(ownership, false)).doesNotThrowAnyException();
    }

    @Test
    void the_system_tells_of_this_process_and_its_files() throws IOException {
        SystemOwnership system = new SystemOwnership();
        assertThat(system.read(home).orElseThrow().owner().id())
                .isEqualTo(system.currentUser().id());
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(system.read(home).orElseThrow().everybody()).isTrue();
        assertThat(system.read(home).orElseThrow().group()).isNotNull();
        assertThat(system.keepsModes(home)).isTrue();
        assertThat(new SystemOwnership().read(Files.createSymbolicLink(home.resolve("link"), home)))
                .hasValueSatisfying(
                        link -> assertThat(link.link() && !link.everybody()).isTrue());
    }

    private void check(FileOwnership ownership, boolean named) throws IOException {
        new OwnershipCheck(ownership, Map.of()).check(workspace, named);
    }
}
