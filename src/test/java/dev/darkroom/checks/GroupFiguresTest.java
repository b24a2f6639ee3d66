package dev.darkroom.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupFiguresTest {

    private static final int WHITE = 0xffffff;

    private final GroupFigures figures = new GroupFigures();
    private int rows;

    @Test
    void what_is_off_is_told_beside_the_median_of_its_group() {
        add("acme", 7, new EvenFigures(0.85, 0.7, WHITE));
        add("acme", 1, new EvenFigures(0.62, 0.4, 0xf0f0f0));
        add("bolt", 8, new EvenFigures(0.62, 0.4, 0xf0f0f0));
        figures.close();

        assertThat(figures.flag(8, 1))
                .contains("uneven=fill 0.62 among 0.85 and brightness 0.4 among 0.7 and border #f0f0f0 among #ffffff");
        assertThat(flagged()).containsExactly(8);
        assertThat(figures.compared()).isEqualTo(16);
        assertThat(figures.uneven()).isOne();
    }

    @Test
    void a_group_of_fewer_than_eight_pictures_has_no_median() {
        add("acme", 6, new EvenFigures(0.85, 0.7, WHITE));
        add("acme", 1, new EvenFigures(0.2, 0.1, 0));
        figures.close();

        assertThat(flagged()).isEmpty();
        assertThat(figures.isCompared(7, 1)).isFalse();
        assertThat(figures.compared()).isZero();
    }

    @Test
    void where_all_are_alike_a_picture_may_be_off_by_four_times_the_floor() {
        add("acme", 20, new EvenFigures(0.8, 0.5, 0xf0f0f0));
        add("acme", 1, new EvenFigures(0.701, 0.5, 0xf0f0f0));
        add("acme", 1, new EvenFigures(0.699, 0.5, 0xf0f0f0));
        add("acme", 1, new EvenFigures(0.8, 0.619, 0xf0f0f0));
        add("acme", 1, new EvenFigures(0.8, 0.621, 0xf0f0f0));
        add("acme", 1, new EvenFigures(0.8, 0.5, 0xf0f0fc));
        add("acme", 1, new EvenFigures(0.8, 0.5, 0xf0f0fd));
        figures.close();

        assertThat(flagged()).containsExactly(22, 24, 26);
    }

    @Test
    void a_group_of_many_kinds_is_not_uneven() {
        for (int n = 0; n < 40; n++) {
            int level = 40 + 5 * n;
            add("scenes", 1, new EvenFigures(0.3 + n * 0.017, 0.1 + n * 0.02, level << 16 | level << 8 | level / 2));
        }
        figures.close();

        assertThat(flagged()).isEmpty();
    }

    @Test
    void outliers_do_not_hide_one_another() {
        add("acme", 11, new EvenFigures(0.85, 0.7, WHITE));
        add("acme", 9, new EvenFigures(0.3, 0.7, WHITE));
        figures.close();

        assertThat(flagged()).containsExactly(12, 13, 14, 15, 16, 17, 18, 19, 20);
    }

    @Test
    void a_picture_of_which_no_product_is_told_is_compared_by_the_rest() {
        add("acme", 8, new EvenFigures(Double.NaN, 0.5, WHITE));
        add("acme", 1, new EvenFigures(0.2, 0.5, WHITE));
        add("acme", 1, new EvenFigures(Double.NaN, 0.9, WHITE));
        figures.close();

        assertThat(flagged()).containsExactly(10);
        assertThat(figures.flag(10, 1)).contains("uneven=brightness 0.9 among 0.5");
    }

    @Test
    void each_picture_of_a_row_is_one_of_its_group_and_many_fit() {
        for (int row = 1; row <= 1500; row++) {
            figures.add(row, 1, "acme", new EvenFigures(0.85, 0.7, WHITE));
            figures.add(row, 2, "acme", new EvenFigures(row == 1400 ? 0.5 : 0.84, 0.7, WHITE));
        }
        figures.close();

        assertThat(figures.uneven()).isOne();
        assertThat(figures.flag(1400, 1)).isEmpty();
        assertThat(figures.flag(1400, 2)).contains("uneven=fill 0.5 among 0.84");
        assertThat(figures.isCompared(1501, 1)).isFalse();
        assertThat(figures.flag(1501, 1)).isEmpty();
    }

    @Test
    void pictures_come_in_order() {
        figures.add(2, 1, "acme", new EvenFigures(0.85, 0.7, WHITE));

        assertThatThrownBy(() -> figures.add(1, 2, "acme", new EvenFigures(0.85, 0.7, WHITE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void add(String group, int times, EvenFigures picture) {
        for (int n = 0; n < times; n++) {
            figures.add(++rows, 1, group, picture);
        }
    }

    private List<Integer> flagged() {
        return IntStream.rangeClosed(1, rows)
                .filter(row -> figures.flag(row, 1).isPresent())
                .boxed()
                .toList();
    }
}
