package dev.darkroom.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.jobfile.JobOverrides.TrialOptions.PlacedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsFileTest {

    @TempDir
    Path folder;

    @Test
    void each_line_is_a_prompt_but_blank_ones_comments_and_repetitions() throws IOException {
        Path file = Files.writeString(
                folder.resolve("p.txt"), "\uFEFF# of today\r\n  on white \r\n\r\n#x\r\non grey, no #tags\r\non white");

        assertThat(PromptsFile.read(file, "p.txt"))
                .containsExactly(new PlacedPrompt("on white", 2), new PlacedPrompt("on grey, no #tags", 5));
    }

    @Test
    void a_file_that_is_a_table_of_more_than_a_mebibyte_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "x".repeat((1 << 20) + 1));

        assertThatThrownBy(() -> PromptsFile.read(file, "p.txt"))
                .hasMessageContaining("p.txt: a file of prompts has at most 1 MiB");
    }
}
