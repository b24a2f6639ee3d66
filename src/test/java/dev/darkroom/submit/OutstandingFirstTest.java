package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OutstandingFirstTest {

    @TempDir
    Path folder;

    private LedgerScene scene;
    private SubmitterFixture shop;
    private Duration waited = Duration.ZERO;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        shop = new SubmitterFixture(scene);
        whileWaiting(() -> {});
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void with_nothing_known_the_first_purchase_waits_for_nothing() throws InterruptedException {
        assertThat(shop.run()).isEqualTo(3);
        assertThat(waited).isZero();
    }

    @Test
    void what_only_has_to_be_fetched_holds_nothing_up() throws InterruptedException {
        scene.complete(1, "0.02", null, List.of("https://a/1.png"));
        scene.complete(2, "0.02", null, List.of("https://a/2.png"));
        scene.apply(new LedgerEvent.DownloadFailed(
                scene.key(2), 1, RowState.DOWNLOAD_FAILED, new RowReason("HTTP_500", "broken"), 5));
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/3");
        assertThat(waited).isZero();
    }

    @Test
    void nothing_is_bought_before_all_that_is_known_was_answered_for() throws InterruptedException {
        scene.submit(1, "0.02");
        whileWaiting(() -> {
            assertThat(shop.service.submits()).isEmpty();
            if (waited.toSeconds() == 7) {
                shop.signals().setOutstandingPolled();
            }
        });
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/2", "first/3");
        assertThat(waited).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void after_a_minute_it_goes_on_without_an_answer() throws InterruptedException {
        scene.submit(1, "0.02");
        shop.run();
        assertThat(shop.service.submits()).containsExactly("first/2", "first/3");
        assertThat(waited).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_stop_ends_the_wait_at_once_and_nothing_is_bought() throws InterruptedException {
        scene.submit(1, "0.02");
        whileWaiting(() -> shop.signals().stop(StopReason.SIGNAL, "asked to"));
        shop.run();
        assertThat(shop.service.submits()).isEmpty();
        assertThat(waited).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void a_collector_that_has_ended_keeps_nobody_waiting() throws InterruptedException {
        scene.submit(1, "0.02");
        whileWaiting(() -> shop.signals().ended(WorkStep.COLLECT));
        shop.run();
        assertThat(shop.service.submits()).hasSize(2);
        assertThat(waited).isLessThan(Duration.ofMillis(250));
    }

    private void whileWaiting(Runnable what) {
        shop.sleeper = time -> {
            if (time.toMillis() > 0) {
                waited = waited.plus(time);
                scene.clock().advance(time);
                what.run();
            }
        };
    }
}
