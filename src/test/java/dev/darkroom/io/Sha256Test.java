package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    /** The hash of "abc", of NIST's examples. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void text_bytes_and_files_have_the_same_hash(@TempDir Path folder) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        digest.update("abc".getBytes(StandardCharsets.UTF_8));

        assertThat(Sha256.hex("abc")).isEqualTo(ABC);
        assertThat(Sha256.hex(digest)).isEqualTo(ABC);
        assertThat(Sha256.hex(Files.writeString(folder.resolve("a"), "abc"))).isEqualTo(ABC);
    }

    @Test
    void the_first_bits_are_those_of_the_first_digits() {
        assertThat(Sha256.first64Bits("abc")).isEqualTo(Long.parseUnsignedLong(ABC.substring(0, 16), 16));
    }
}
