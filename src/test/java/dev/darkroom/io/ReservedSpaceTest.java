package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedSpaceTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("reserve");
    }

    @Test
    void it_takes_up_room_that_no_file_system_can_spare() throws IOException {
        assertThat(ReservedSpace.make(file, ReservedSpace.BYTES).touched()).isFalse();
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(ReservedSpace.BYTES);
        Deflater deflater = new Deflater();
        deflater.setInput(bytes, 0, 4096);
        deflater.finish();
        assertThat(deflater.deflate(new byte[8192])).isGreaterThan(4000);
        deflater.end();
    }

    @Test
    void it_is_its_owners_alone() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        ReservedSpace.make(file, ReservedSpace.BYTES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void it_is_given_up_piece_by_piece_until_it_is_gone() throws IOException {
        ReservedSpace reserve = ReservedSpace.make(file, ReservedSpace.BYTES);
        assertThat(reserve.release()).isTrue();
        assertThat(reserve.touched()).isTrue();
        assertThat(Files.size(file)).isEqualTo(ReservedSpace.BYTES - ReservedSpace.PIECE);
        int pieces = 1;
        while (reserve.release()) {
            pieces++;
        }
        assertThat(pieces).isEqualTo(ReservedSpace.BYTES / ReservedSpace.PIECE);
        assertThat(file).doesNotExist();
    }

    @Test
    void what_is_left_of_it_is_filled_up_again() throws IOException {
        ReservedSpace.make(file, ReservedSpace.BYTES).release();
        assertThat(ReservedSpace.make(file, ReservedSpace.BYTES).touched()).isFalse();
        assertThat(file).hasSize(ReservedSpace.BYTES);
    }

    @Test
    void it_leaves_nothing_behind() throws IOException {
        ReservedSpace.make(file, ReservedSpace.BYTES).remove();
        assertThat(folder).isEmptyDirectory();
    }
}
