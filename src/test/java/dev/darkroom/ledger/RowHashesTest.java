package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowHashesTest {

    private final RowHashes hashes = new RowHashes();

    @Test
    void rows_that_share_something_are_named_in_manifest_order() {
        hashes.add(7, 1, "a");
        hashes.add(8, 2, "b");
        hashes.add(7, 3, "b");
        hashes.add(9, 1, "c");
        hashes.add(7, 1, "b");
        assertThat(hashes.sharingId()).containsExactly(1, 3, 5);
        assertThat(hashes.sharingName()).containsExactly(1, 4, 5);
        assertThat(hashes.sharingInput()).containsExactly(2, 3, 5);
    }

    @Test
    void rows_without_an_input_share_none() {
        hashes.add(1, 1, null);
        hashes.add(2, 2, null);
        assertThat(hashes.sharingInput()).isEmpty();
    }

    @Test
    void more_rows_than_there_was_room_for_at_first_are_kept() {
        for (int row = 1; row <= 5_000; row++) {
            hashes.add(row, -row, "input " + row);
        }
        hashes.add(3_000, 1, "input 4000");
        assertThat(hashes.rows()).isEqualTo(5_001);
        assertThat(hashes.sharingId()).containsExactly(3_000, 5_001);
        assertThat(hashes.sharingName()).isEmpty();
        assertThat(hashes.sharingInput()).containsExactly(4_000, 5_001);
    }

    @Test
    void what_is_forgotten_is_shared_with_nobody() {
        hashes.add(1, 1, "a");
        hashes.clear();
        hashes.add(1, 1, "a");
        assertThat(hashes.rows()).isEqualTo(1);
        assertThat(hashes.sharingId()).isEmpty();
    }
}
