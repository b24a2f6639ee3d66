package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hands words to the shell of this system. */
class ShellWordIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "it's",
                "$HOME `id` $(id)",
                "a\nb",
                "*",
                "~",
                "\\",
                "'",
                "''\"",
                "-n",
                "!x",
                "#",
                "ä ö",
                "=ls"
            })
    void the_systems_own_shell_takes_it_as_it_stands(String word) throws Exception {
        Assumptions.assumeTrue(File.separatorChar == '/');
        Process shell = new ProcessBuilder("sh", "-c", "printf '[%s]' " + ShellWord.of(word, false)).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("[" + word + "]");
        assertThat(shell.waitFor()).isZero();
    }
}
