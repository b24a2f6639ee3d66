package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlineImageInputTest {

    private static final int LENGTH = 40_000;

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[LENGTH];

    /**
     * Reads numbers at every offset, where the lengths of a large PNG's pieces stand: one that was not read made it no
     * picture.
     */
    @Test
    void a_number_is_read_whole_wherever_it_stands() throws IOException {
        try (DeadlineImageInput input = input()) {
            for (int at = 0; at <= LENGTH - 4; at++) {
                input.seek(at);
                assertThat(input.readInt()).isEqualTo(ByteBuffer.wrap(bytes).getInt(at));
            }
        }
    }

    @Test
    void as_much_is_read_as_is_asked_for_or_there() throws IOException {
        try (DeadlineImageInput input = input()) {
            byte[] read = new byte[LENGTH + 10];
            input.seek(3);
            assertThat(input.read(read, 1, 30_000)).isEqualTo(30_000);
            assertThat(ByteBuffer.wrap(read, 1, 30_000)).isEqualTo(ByteBuffer.wrap(bytes, 3, 30_000));
            assertThat(input.read(read, 0, read.length)).isEqualTo(LENGTH - 30_003);
            assertThat(input.read(read, 0, 1)).isEqualTo(-1);
            assertThat(input.read(read, 0, 0)).isZero();
        }
    }

    private DeadlineImageInput input() throws IOException {
        new Random(1).nextBytes(bytes);
        return new DeadlineImageInput(Files.write(folder.resolve("bytes"), bytes), Duration.ofMinutes(1));
    }
}
