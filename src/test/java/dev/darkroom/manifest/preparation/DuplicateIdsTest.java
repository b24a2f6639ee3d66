package dev.darkroom.manifest.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DuplicateIdsTest {

    @Test
    void the_second_row_of_an_id_names_the_first() {
        DuplicateIds ids = new DuplicateIds("a.csv");
        assertThat(ids.add("A", 2)).isNull();
        assertThat(ids.add("a", 3)).isNull();
        assertThat(ids.add("A", 4)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("DUPLICATE_ID");
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.message()).isEqualTo("the id A is already the one of line 2");
        });
    }

    @Test
    void a_hundred_thousand_ids_are_told_apart() {
        DuplicateIds ids = new DuplicateIds("a.csv");
        for (int row = 0; row < 100_000; row++) {
            assertThat(ids.add("sku-" + row, row)).isNull();
        }
        for (int row = 0; row < 100_000; row += 1_000) {
            assertThat(ids.add("sku-" + row, 200_000)).isNotNull();
        }
    }
}
