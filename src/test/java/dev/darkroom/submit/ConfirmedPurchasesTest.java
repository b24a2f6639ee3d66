package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.JobTimes;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.TakenOver;
import dev.darkroom.stations.LedgerScene;
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

/** Rows that turn out while the run is under way to be bought: they wait for nobody's word that was not given. */
@Timeout(300)
class ConfirmedPurchasesTest {

    @TempDir
    Path folder;

    private LedgerScene scene;
    private Counterfoil shop;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        shop = new Counterfoil(scene);
        for (int row = 2; row <= 3; row++) {
            scene.apply(new TakenOver(
                    scene.key(row),
                    1,
                    RowState.SUBMITTED,
                    "request-" + row,
                    Instant.parse("2026-11-01T00:00:00Z"),
                    null,
                    null,
                    true));
        }
        shop.signals().knownAsked();
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
        shop.brakes.add(new ConfirmedPurchases((purchases, estimate) -> false, 2, scene.ledger()));
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/1", "first/2");
        assertThat(Objects.requireNonNull(shop.signals().stopped()).reason()).isEqualTo(StopReason.UNCONFIRMED);
        assertThat(scene.state(3)).isEqualTo(RowState.PENDING);
    }

    @Test
    void who_agreed_to_so_many_has_agreed_to_no_more() throws InterruptedException {
        ConfirmedPurchases confirmed = new ConfirmedPurchases((purchases, estimate) -> true, 0, scene.ledger());
        confirmed.confirm(1, null);
        shop.brakes.add(confirmed);
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/1");
    }

    @Test
    void who_agreed_to_everything_has() throws InterruptedException {
        shop.brakes.add(new ConfirmedPurchases(new Everything(true), 0, scene.ledger()));
        assertThat(shop.run()).isEqualTo(3);
    }

    @Test
    void strictness_holds_for_them_too() throws InterruptedException {
        scene.stage(List.of(LedgerScene.row(4, "bad", "bad", "flash", 1, new Reason("BAD_INPUT", "no prompt"))));
        shop.brakes.add(new ConfirmedPurchases(new Everything(false), 100, scene.ledger()));
        shop.run();
        assertThat(shop.service.submits()).isEmpty();
        assertThat(Objects.requireNonNull(shop.signals().stopped()).words()).contains("--strict");
    }

    private void losesThemAfterAWhile(Duration time) throws InterruptedException {
        scene.clock().advance(time);
        for (int row = 2; row <= 3 && !time.isZero(); row++) {
            scene.ledger()
                    .apply(new LedgerEvent.Ended(
                            scene.key(row),
                            1,
                            RowState.FAILED,
                            new Reason("404001", "no such request"),
                            new JobTimes(null, null),
                            null));
        }
    }

    /** @param goodOnes whether the good rows are bought beside bad ones */
    private record Everything(boolean goodOnes) implements Confirmation {
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
