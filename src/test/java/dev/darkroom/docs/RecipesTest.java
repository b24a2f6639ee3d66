package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipes tell what each exit code costs. What they call is tried by {@link PagesTest}. */
class RecipesTest {

    @Test
    void every_exit_code_has_a_line_and_no_other() throws IOException, IllegalAccessException {
        List<String> codes = new ArrayList<>();
        for (Field code : ExitCode.class.getFields()) {
            codes.add(String.valueOf(code.getInt(null)));
        }
        assertThat(MarkdownPage.read("docs/recipes.md").firstCells("| exit code |", "(\\d+) \\|"))
                .containsExactlyElementsOf(codes);
    }
}
