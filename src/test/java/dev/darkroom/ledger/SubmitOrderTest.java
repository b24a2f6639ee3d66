package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.figures.RowOrder;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitOrderTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void stage() {
        scene = new LedgerScene(folder);
        scene.rows(5);
        scene.ledger().work().order(RowOrder.of(new int[] {4, 1, 5, 2, 3}));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rows_are_taken_in_their_order_each_once() {
        assertThat(take(2)).containsExactly(4, 1);
        assertThat(take(10)).containsExactly(5, 2, 3);
        assertThat(take(10)).isEmpty();
    }

    @Test
    void a_row_that_is_given_back_comes_in_its_turn() {
        List<PendingRow> taken = scene.ledger().work().takePending(3);
        scene.ledger().work().giveBack(taken.get(1).key());

        assertThat(take(1)).containsExactly(1);
        assertThat(take(10)).containsExactly(2, 3);
    }

    @Test
    void what_comes_before_a_row_is_told_by_the_order() {
        List<PendingRow> taken = scene.ledger().work().takePending(3);
        scene.ledger().work().giveBack(taken.get(0).key());

        assertThat(numbers(scene.ledger().work().takePendingBefore(scene.key(1), 10)))
                .containsExactly(4);
        assertThat(scene.ledger().work().takePendingBefore(scene.key(5), 10)).isEmpty();
    }

    @Test
    void rows_that_moved_on_are_not_taken() {
        assertThat(take(1)).containsExactly(4);
        scene.submit(4, "0.02");

        assertThat(take(10)).containsExactly(1, 5, 2, 3);
        assertThat(scene.ledger().work().takeSubmitted(10)).hasSize(1);
    }

    private List<Integer> take(int most) {
        return numbers(scene.ledger().work().takePending(most));
    }

    private static List<Integer> numbers(List<PendingRow> rows) {
        return rows.stream().map(row -> row.key().row()).toList();
    }
}
