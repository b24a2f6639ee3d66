package dev.darkroom.ledger.earlier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.RowStaging;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookUpHashesTest {

    @Test
    void hashes_come_in_order_but_for_their_last_bits() {
        int rows = 1_000;
        LookUpHashes hashes = new LookUpHashes(rows);
        for (int row = 1; row <= rows; row++) {
            hashes.add(row, RowStaging.hash("id " + row), "key " + row, null);
        }
        hashes.sort();

        assertThat(hashes.size()).isEqualTo(2 * rows);
        Set<List<Long>> seen = new HashSet<>();
        for (int place = 0; place < hashes.size(); place++) {
            seen.add(List.of((long) hashes.row(place), hashes.hash(place)));
            if (place > 0) {
                assertThat(hashes.hash(place) >> 11).isGreaterThanOrEqualTo(hashes.hash(place - 1) >> 11);
            }
        }
        assertThat(seen).hasSize(2 * rows).contains(List.of(7L, RowStaging.hash("id 7")));
        assertThat(seen).contains(List.of(7L, RowStaging.hash("key 7")));
    }

    @Test
    void a_row_has_each_hash_once() {
        LookUpHashes hashes = new LookUpHashes(1);
        hashes.add(1, RowStaging.hash("same"), "same", "same");
        hashes.add(2, RowStaging.hash("id"), "key", "key");
        hashes.add(3, RowStaging.hash("id"), null, null);
        hashes.add(4, RowStaging.hash("id"), "key", "id");
        hashes.add(5, RowStaging.hash("id"), "key", "redo");
        hashes.sort();

        List<Integer> rows = new ArrayList<>();
        for (int place = 0; place < hashes.size(); place++) {
            rows.add(hashes.row(place));
        }
        assertThat(rows).containsExactlyInAnyOrder(1, 2, 2, 3, 4, 4, 5, 5, 5);
    }

    @Test
    void no_rows_are_sorted_too() {
        LookUpHashes hashes = new LookUpHashes(0);
        hashes.sort();
        assertThat(hashes.size()).isZero();
    }
}
