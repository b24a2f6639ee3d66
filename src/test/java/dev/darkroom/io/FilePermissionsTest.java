package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePermissionsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"OWNER_ONLY, rw-------", "GROUP_READABLE, rw-r-----", "WORLD_READABLE, rw-r--r--"})
    void a_file_has_them_whatever_way_it_is_made(FilePermissions permissions, String shown) throws IOException {
        assumeTrue(FilePermissions.areKnownTo(folder));
        Path created = folder.resolve("created");
        Path missing = folder.resolve("missing");
        Path there = Files.createFile(folder.resolve("there"));

        permissions.create(created);
        permissions.createIfMissing(missing);
        permissions.apply(there);
        Path temporary = permissions.createTemporary(folder, ".t", ".tmp");

        assertThat(new Path[] {created, missing, there, temporary})
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(shown));
    }

    @Test
    void a_file_that_is_there_keeps_what_it_holds() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "kept");

        FilePermissions.OWNER_ONLY.createIfMissing(file);

        assertThat(file).hasContent("kept");
        assertThatThrownBy(() -> FilePermissions.OWNER_ONLY.create(file))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_folder_in_a_files_place_is_a_failure() {
        assertThatThrownBy(() -> FilePermissions.OWNER_ONLY.createIfMissing(folder))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_private_folder_is_its_owners_alone() throws IOException {
        assumeTrue(FilePermissions.areKnownTo(folder));

        DurableFolders.createPrivate(folder.resolve("a/b"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a/b"))))
                .isEqualTo("rwx------");
    }
}
