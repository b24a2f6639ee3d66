package dev.darkroom.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LentLeasesTest {

    private final LentLeases leases = new LentLeases();

    @Test
    void what_does_not_last_comes_back_once() {
        leases.add(1, rows(1, 2));
        leases.add(2, rows(3));

        assertThat(leases.comeBack(Set.of(1L, 2L), Set.of(2L))).isEqualTo(rows(1, 2));
        assertThat(leases.comeBack(Set.of(1L, 2L), Set.of(2L)).isEmpty()).isTrue();
        assertThat(leases.numbers()).containsExactly(2L);
    }

    @Test
    void one_that_was_lent_after_it_was_looked_lasts() {
        Set<Long> known = leases.numbers();
        leases.add(3, rows(4));

        assertThat(leases.comeBack(known, Set.of()).isEmpty()).isTrue();
        assertThat(leases.numbers()).containsExactly(3L);
    }

    private static BitSet rows(int... numbers) {
        BitSet rows = new BitSet();
        for (int number : numbers) {
            rows.set(number);
        }
        return rows;
    }
}
