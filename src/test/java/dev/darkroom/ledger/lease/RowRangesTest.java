package dev.darkroom.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowRangesTest {

    @Test
    void rows_are_written_as_ranges() {
        BitSet rows = new BitSet();
        rows.set(1, 41);
        rows.set(42);

        assertThat(RowRanges.format(rows)).isEqualTo("1-40,42");
        assertThat(RowRanges.format(new BitSet())).isEmpty();
    }

    @Test
    void what_is_written_is_read_as_it_was() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            BitSet rows = new BitSet();
            for (int n = random.nextInt(200); n > 0; n--) {
                rows.set(1 + random.nextInt(300));
            }
            assertThat(RowRanges.parse(RowRanges.format(rows)))
                    .as("seed %s", seed)
                    .isEqualTo(rows);
        }
    }
}
