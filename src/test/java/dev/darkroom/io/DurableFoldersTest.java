package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFoldersTest {

    @TempDir
    Path home;

    private final List<Path> forced = new ArrayList<>();

    @Test
    void the_name_of_every_new_folder_is_forced() throws IOException {
        DurableFolders.create(home.resolve("a/b/c"), forced::add);
        assertThat(home.resolve("a/b/c")).isDirectory();
        assertThat(forced).containsExactly(home, home.resolve("a"), home.resolve("a/b"));
    }

    @Test
    void the_name_of_a_folder_whose_maker_died_is_forced_too() throws IOException {
        Files.createDirectory(home.resolve("a"));
        DurableFolders.create(home.resolve("a"), forced::add);
        assertThat(forced).containsExactly(home);
    }

    @Test
    void a_folder_in_one_that_only_others_may_read_will_do() throws IOException {
        Files.createDirectory(home.resolve("a"));
        DurableFolders.FolderForce denied = folder -> {
            throw new AccessDeniedException(folder.toString());
        };
        assertThatCode(() -> DurableFolders.create(home.resolve("a"), denied)).doesNotThrowAnyException();
        assertThatThrownBy(() -> DurableFolders.create(home.resolve("b"), denied))
                .isInstanceOf(AccessDeniedException.class);
    }
}
