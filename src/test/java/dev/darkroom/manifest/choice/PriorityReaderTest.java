package dev.darkroom.manifest.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.choice.PriorityRule.PriorityOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorityReaderTest {

    @TempDir
    Path folder;

    @Test
    void greatest_numbers_come_first_then_texts_then_nothing_and_equal_ones_as_in_the_manifest() throws IOException {
        assertThat(read(PriorityOrder.DESC, List.of(), "5", "", "10", "b", "5", "a", "9.5"))
                .containsExactly(3, 7, 1, 5, 4, 6, 2);
    }

    @Test
    void smallest_numbers_come_first_if_that_is_asked_for() throws IOException {
        assertThat(read(PriorityOrder.ASC, List.of(), "5", "", "10", "b", "5", "a", "-1"))
                .containsExactly(7, 1, 5, 3, 6, 4, 2);
    }

    @Test
    void a_list_says_which_values_come_first() throws IOException {
        assertThat(read(PriorityOrder.LISTED, List.of("express", "normal"), "normal", "later", "express", "", "normal"))
                .containsExactly(3, 1, 5, 2, 4);
    }

    @Test
    void no_more_rows_are_read_than_the_run_has() throws IOException {
        assertThat(read(2, PriorityOrder.DESC, List.of(), "1", "2", "3")).containsExactly(2, 1);
    }

    private int[] read(PriorityOrder order, List<String> listed, String... values) throws IOException {
        return read(values.length, order, listed, values);
    }

    private int[] read(int most, PriorityOrder order, List<String> listed, String... values) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), "sku,rank\nx," + String.join("\nx,", values) + "\n");
        return new PriorityReader(new PriorityRule("rank", order, listed), '.')
                .read(Manifest.of(file, "table.csv", null), most);
    }
}
