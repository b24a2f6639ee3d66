package dev.darkroom.ledger.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSpendingTest {

    private static final BigDecimal PRICE = new BigDecimal("0.02");

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(30);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_reservation_leaves_room_for_no_more_than_the_most() {
        RunSpending spending = new RunSpending();
        BigDecimal most = new BigDecimal("0.05");
        assertThat(spending.reserve(scene.key(1), PRICE, most)).isTrue();
        assertThat(spending.reserve(scene.key(2), PRICE, most)).isTrue();
        assertThat(spending.reserve(scene.key(3), PRICE, most)).isFalse();
        spending.release(scene.key(1));
        assertThat(spending.reserve(scene.key(3), new BigDecimal("0.03"), most)).isTrue();
        assertThat(spending.total()).isEqualByComparingTo(most);
    }

    @Test
    void a_reservation_is_not_counted_again_when_its_intent_is_written() {
        scene.ledger().spending().reserve(scene.key(1), PRICE, BigDecimal.ONE);
        scene.submit(1, "0.02");
        assertTotal("0.02");
    }

    @Test
    void releasing_twice_gives_back_once() {
        RunSpending spending = new RunSpending();
        spending.reset(BigDecimal.ONE, Map.of(scene.key(1), OpenPurchase.reserved(PRICE)));
        spending.release(scene.key(1));
        spending.release(scene.key(1));
        assertThat(spending.total()).isEqualByComparingTo("0.98");
    }

    @Test
    void what_the_service_says_replaces_the_estimate() {
        scene.complete(1, "0.02", "0.05", List.of("https://a/1"));
        assertTotal("0.05");
        scene.complete(2, "0.02", "0", List.of("https://a/2"));
        assertTotal("0.05");
        scene.complete(3, "0.02", null, List.of("https://a/3"));
        assertTotal("0.07");
    }

    @Test
    void what_may_have_been_billed_keeps_counting_and_what_was_not_is_given_back() {
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(1), 1, SampleEvents.WHY));
        assertTotal("0.02");
        scene.intend(2, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(2), 1, SampleEvents.WHY));
        scene.intend(3, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(3), 1, true));
        scene.submit(4, "0.02");
        scene.apply(SampleEvents.ended(scene.key(4), RowState.CANCELLED, null));
        assertTotal("0.02");
        scene.submit(5, "0.02");
        scene.apply(SampleEvents.ended(scene.key(5), RowState.TIMED_OUT, null));
        scene.submit(6, "0.02");
        scene.apply(SampleEvents.ended(scene.key(6), RowState.FAILED, null));
        assertTotal("0.06");
    }

    @Test
    void what_timed_out_and_came_after_all_is_counted_once() {
        scene.submit(1, "0.02");
        scene.apply(SampleEvents.ended(scene.key(1), RowState.TIMED_OUT, null));
        scene.reopen();
        scene.ledger().recovery().recover();
        assertTotal("0.02");
        scene.apply(SampleEvents.completed(scene.key(1), "0.03"));
        assertTotal("0.03");
    }

    @Test
    void buying_what_is_in_doubt_again_counts_both() {
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(1), 1, SampleEvents.WHY));
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.UNKNOWN, RowState.PENDING));
        assertThat(scene.ledger().spending().reserve(scene.key(1), PRICE, new BigDecimal("0.03")))
                .isFalse();
        assertThat(scene.ledger().spending().reserve(scene.key(1), PRICE, new BigDecimal("0.04")))
                .isTrue();
        scene.intend(1, 2, "0.02");
        assertTotal("0.04");
    }

    /** Holds what is kept up with each event to what a new process reads from the ledger. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_new_process_counts_what_this_one_counted(long seed) {
        Random random = new Random(seed);
        for (int row = 1; row <= 30; row++) {
            anyFate(row, random);
        }
        BigDecimal counted = scene.ledger().spending().total();
        scene.reopen();
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo(counted);
    }

    private void anyFate(int row, Random random) {
        String cost = random.nextBoolean() ? "0.0" + random.nextInt(1, 9) : null;
        RowKey key = scene.key(row);
        scene.intend(row, 1, random.nextInt(5) == 0 ? null : "0.02");
        switch (random.nextInt(5)) {
            case 0 -> scene.apply(new LedgerEvent.SubmitReleased(key, 1, random.nextBoolean()));
            case 1 -> scene.apply(new LedgerEvent.SubmitRefused(key, 1, SampleEvents.WHY));
            case 2 -> scene.apply(new LedgerEvent.SubmitUnknown(key, 1, SampleEvents.WHY));
            default -> {
                scene.apply(SampleEvents.accepted(key));
                RowState end = List.of(RowState.FAILED, RowState.CANCELLED, RowState.TIMED_OUT, RowState.COMPLETED)
                        .get(random.nextInt(4));
                scene.apply(
                        end == RowState.COMPLETED
                                ? SampleEvents.completed(key, cost)
                                : SampleEvents.ended(key, end, cost));
            }
        }
    }

    private void assertTotal(String usd) {
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo(usd);
        scene.reopen();
        assertThat(scene.ledger().spending().total()).as("read again").isEqualByComparingTo(usd);
    }
}
