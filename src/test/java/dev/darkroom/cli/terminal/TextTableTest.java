package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final List<String> LEAST_USEFUL = List.of("B", "A");

    private final TextTable table = new TextTable("NAME", "A", "B", "WHY");

    @Test
    void what_fits_is_shown_whole() {
        table.add("first", "1", "long", "because");
        assertThat(table.linesWithin(23, LEAST_USEFUL)).isEqualTo(table.lines()).contains("first  1  long  because");
    }

    @Test
    void columns_go_by_their_use_as_long_as_the_lines_are_too_long() {
        table.add("first", "1", "long", "because");
        assertThat(table.linesWithin(22, LEAST_USEFUL)).containsExactly("NAME   A  WHY", "first  1  because");
        assertThat(table.linesWithin(14, LEAST_USEFUL)).containsExactly("NAME   WHY", "first  because");
    }

    @Test
    void the_last_column_is_cut_before_another_goes() {
        table.add("first", "1", "long", "because it was so");
        assertThat(table.linesWithin(28, LEAST_USEFUL))
                .containsExactly("NAME   A  B     WHY", "first  1  long  because i...")
                .allMatch(line -> line.length() <= 28);
    }

    @Test
    void what_is_wider_than_any_terminal_is_cut_and_not_wrapped() {
        table.add("a very long name", "1", "long", "because");
        assertThat(table.linesWithin(10, LEAST_USEFUL)).containsExactly("NAME...", "a very...");
    }
}
