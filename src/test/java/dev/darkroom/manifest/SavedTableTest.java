package dev.darkroom.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedTableTest {

    @TempDir
    private Path folder;

    @Test
    void a_line_with_a_nul_is_refused_as_in_a_manifest() throws IOException {
        try (SavedTable table = table("id,decision\nA,approved\nB\0,rejected\n")) {
            assertThat(table.read()).isNotNull();
            assertThatExceptionOfType(ManifestException.class)
                    .isThrownBy(table::read)
                    .satisfies(refused -> assertThat(refused.problems())
                            .singleElement()
                            .extracting(InputProblem::code, InputProblem::line)
                            .containsExactly("NUL_CHARACTER", 3L));
        }
    }

    @Test
    void a_pipe_may_part_the_cells() throws IOException {
        try (SavedTable table = table("id|decision|note\nA|approved|a, b\n")) {
            assertThat(table.read())
                    .isNotNull()
                    .extracting(line -> line.cell("note"))
                    .isEqualTo("a, b");
        }
    }

    @Test
    void a_column_that_is_needed_and_there_twice_is_refused_since_nobody_knows_which_is_meant() {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> table("id,decision,Decision\nA,approved,rejected\n"))
                .satisfies(refused -> assertThat(refused.problems())
                        .singleElement()
                        .extracting(InputProblem::code, InputProblem::line, InputProblem::message)
                        .containsExactly("DUPLICATE_COLUMN", 1L, "there is more than one column decision"));
    }

    private SavedTable table(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("decisions.csv"), text);
        return SavedTable.open(file, "decisions.csv", Set.of("id", "decision"));
    }
}
