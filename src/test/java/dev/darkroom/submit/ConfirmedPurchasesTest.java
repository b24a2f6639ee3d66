package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests rows that turn out while the run is under way to be submitted: they wait for nobody's word that was not given.
 */
@Timeout(300)
class ConfirmedPurchasesTest {

    @TempDir
    Path folder;

    private LedgerScene scene;
    private SubmitterFixture shop;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        shop = new SubmitterFixture(scene);
        for (int row = 2; row <= 3; row++) {
            scene.apply(new PurchaseAdopted(
                    scene.key(row),
                    1,
                    RowState.SUBMITTED,
                    "request-" + row,
                    Instant.parse("2026-11-01T00:00:00Z"),
                    null,
                    null,
                    true));
        }
        shop.signals().setOutstandingPolled();
        shop.sleeper = this::losesThemAfterAWhile;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_the_service_has_lost_is_bought_in_the_same_run() throws InterruptedException {
        assertThat(shop.run()).isEqualTo(3);
        assertThat(shop.service.submits()).containsExactly("first/1", "first/2", "first/3");
    }

    @Test
    void no_more_is_bought_than_needs_nobodys_word() throws InterruptedException {
        shop.guards.add(new ConfirmedPurchases((purchases, estimate) -> false, 2, scene.ledger()));
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/1", "first/2");
        assertThat(Objects.requireNonNull(shop.signals().stopped()).reason()).isEqualTo(StopReason.UNCONFIRMED);
        assertThat(scene.state(3)).isEqualTo(RowState.PENDING);
    }

    @Test
    void who_agreed_to_so_many_has_agreed_to_no_more() throws InterruptedException {
        ConfirmedPurchases confirmed = new ConfirmedPurchases((purchases, estimate) -> true, 0, scene.ledger());
        confirmed.confirm(1, null);
        shop.guards.add(confirmed);
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/1");
    }

    @Test
    void who_agreed_to_everything_has() throws InterruptedException {
        shop.guards.add(new ConfirmedPurchases(new FixedConfirmation(true), 0, scene.ledger()));
        assertThat(shop.run()).isEqualTo(3);
    }

    @Test
    void strictness_holds_for_them_too() throws InterruptedException {
        scene.stage(List.of(LedgerScene.row(4, "bad", "bad", "flash", 1, new RowReason("BAD_INPUT", "no prompt"))));
        shop.guards.add(new ConfirmedPurchases(new FixedConfirmation(false), 100, scene.ledger()));
        shop.run();
        assertThat(shop.service.submits()).isEmpty();
        assertThat(Objects.requireNonNull(shop.signals().stopped()).message()).contains("--strict");
    }

    private void losesThemAfterAWhile(Duration time) throws InterruptedException {
        scene.clock().advance(time);
        for (int row = 2; row <= 3 && !time.isZero(); row++) {
            scene.ledger()
                    .apply(new LedgerEvent.RequestEnded(
                            scene.key(row),
                            1,
                            RowState.FAILED,
                            new RowReason("404001", "no such request"),
                            new JobTimes(null, null),
                            null));
        }
    }

    /** @param goodOnes whether the good rows are bought beside bad ones */
    private record FixedConfirmation(boolean goodOnes) implements PurchaseConfirmation {
        @Override
        public boolean confirm(long purchases, @Nullable BigDecimal estimate) {
            return true;
        }

        @Override
        public boolean acceptAll() {
            return true;
        }

        @Override
        public boolean acceptRejected(long rejected) {
            return goodOnes;
        }
    }
}
