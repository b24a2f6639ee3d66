package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path folder;

    @Test
    void the_environment_names_it() throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        Path named = folder.resolve("elsewhere");
        assertThat(Workspace.find(named.toString(), folder).home()).isEqualTo(named);
        assertThat(Workspace.find("elsewhere", folder).home()).isEqualTo(named);
    }

    @Test
    void otherwise_the_nearest_one_above_is_taken() throws IOException {
        Path shop = Files.createDirectories(folder.resolve("shop/night"));
        Files.createDirectories(folder.resolve(".darkroom"));
        assertThat(Workspace.find(null, shop).home()).isEqualTo(folder.resolve(".darkroom"));
        Files.createDirectories(folder.resolve("shop/.darkroom"));
        assertThat(Workspace.find(" ", shop).home()).isEqualTo(folder.resolve("shop/.darkroom"));
    }

    @Test
    void a_file_of_its_name_is_no_workspace() throws IOException {
        Path shop = Files.createDirectories(folder.resolve("shop"));
        Files.createDirectories(folder.resolve(".darkroom"));
        Files.createFile(shop.resolve(".darkroom"));
        assertThat(Workspace.find(null, shop).home()).isEqualTo(folder.resolve(".darkroom"));
    }

    @Test
    void without_one_a_new_one_is_made_here() throws IOException {
        Path shop = Files.createDirectories(folder.resolve("shop"));
        Workspace workspace = Workspace.find(null, shop);
        assertThat(workspace.home()).isEqualTo(shop.resolve(".darkroom"));
        assertThat(workspace.hasLedger()).isFalse();
        LedgerDatabase.open(workspace.ledger(), "1.2.3").close();
        assertThat(workspace.hasLedger()).isTrue();
    }
}
